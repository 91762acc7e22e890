package dev.markhor.memory;

import dev.markhor.binding.NativeBuffers;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of a weight. Models hold it as long as it is current and they are open; sets of weights use it while calls may read it. When both have
 * ended, a value that nobody else can have is gone, and its memory is freed at once. Others are left to the garbage collector.
 */
public final class HeldTensor {
    private final boolean owned;
    private final Charge charge;
    private Tensor tensor;
    private int users;
    private boolean givenOut;
    private boolean superseded;

    /** Who holds a value, and whose account it is on; does not lead to the value, which may be forgotten. */
    static final class Charge {
        private final WeakReference<HeldTensor> value;
        private final long bytes;
        private final List<MemoryAccount> holders = new ArrayList<>(1);
        private MemoryAccount charged;

        Charge(HeldTensor value, long bytes) {
            this.value = new WeakReference<>(value);
            this.bytes = bytes;
        }

        private synchronized boolean hold(MemoryAccount account) {
            if (holders.contains(account)) {
                return true;
            }
            if (!account.join(this)) {
                return false;
            }
            holders.add(account);
            if (!holders.contains(charged)) { // nobody's, or that of a model which is closed
                chargeTo(account);
            }
            return true;
        }

        private synchronized boolean isHeld() {
            return !holders.isEmpty();
        }

        private synchronized boolean isHeldBy(MemoryAccount account) {
            return holders.contains(account);
        }

        /** @param frees whether the value is freed if nobody holds it any more */
        void drop(MemoryAccount account, boolean frees) {
            HeldTensor last;
            synchronized (this) {
                if (!holders.remove(account)) {
                    return;
                }
                if (!holders.isEmpty()) {
                    if (charged == account) {
                        chargeTo(holders.get(0));
                    }
                    return;
                }
                last = value.get();
                if (last == null || !frees) {
                    chargeTo(null);
                }
            }
            if (last != null && frees) {
                last.freeIfUnused();
            }
        }

        private synchronized void chargeTo(MemoryAccount account) {
            if (charged != null) {
                charged.release(MemoryKind.WEIGHTS, bytes);
            }
            charged = account;
            if (account != null) {
                account.add(MemoryKind.WEIGHTS, bytes);
            }
        }

        private synchronized List<MemoryAccount> holders() {
            return List.copyOf(holders);
        }
    }

    private HeldTensor(Tensor tensor, boolean owned) {
        this.tensor = tensor;
        this.owned = owned;
        this.charge = new Charge(this, nativeBytes(tensor));
    }

    /** A value that its caller has too. */
    public static HeldTensor of(Tensor tensor) {
        return new HeldTensor(tensor, false);
    }

    /** A value that nobody else has unless it is {@linkplain #giveOut given out}. */
    public static HeldTensor owning(Tensor tensor) {
        return new HeldTensor(tensor, true);
    }

    /** Bytes outside of the Java heap. */
    public static long nativeBytes(Tensor tensor) {
        return tensor.dtype() != DType.STRING && tensor.buffer().isDirect()
                ? tensor.buffer().capacity()
                : 0;
    }

    /** The value for the caller to keep; null if it is gone. */
    public synchronized Tensor giveOut() {
        givenOut = true;
        return tensor;
    }

    /** The value, for who holds or uses it. */
    public synchronized Tensor tensor() {
        return tensor;
    }

    /** A model has this value. @return false if the value is gone or superseded, or the account is closed */
    public synchronized boolean hold(MemoryAccount account) {
        return tensor != null && !superseded && charge.hold(account);
    }

    /** Whether it is on some model's account. */
    public boolean isHeld() {
        return charge.isHeld();
    }

    public boolean isHeldBy(MemoryAccount account) {
        return charge.isHeldBy(account);
    }

    /** Calls may read it from now on. @return false if it is gone */
    public synchronized boolean retain() {
        if (tensor == null) {
            return false;
        }
        users++;
        return true;
    }

    /** Ends what {@link #retain} began. */
    public synchronized void release() {
        users--;
        freeIfUnused();
    }

    /** Another value took its place: no model holds it any more. */
    public void supersede() {
        synchronized (this) {
            superseded = true;
        }
        charge.holders().forEach(account -> {
            account.part(charge);
            charge.drop(account, true);
        });
        freeIfUnused();
    }

    /** Frees it unless somebody holds or uses it, or may have it. */
    public synchronized void freeIfUnused() {
        if (tensor == null || users > 0 || charge.isHeld()) {
            return;
        }
        charge.chargeTo(null);
        if (owned && !givenOut) {
            if (tensor.dtype() != DType.STRING) {
                NativeBuffers.free(tensor.buffer());
            }
            tensor = null;
        }
    }
}
