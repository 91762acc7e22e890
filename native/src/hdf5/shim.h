// What the files of the HDF5 shim share: the lock around the library, ids that close themselves, and messages.
#pragma once
#include <hdf5.h>
#include <pthread.h>
#include <stdint.h>

extern pthread_mutex_t mkh_mutex;

struct mkh_locked {
    mkh_locked() { pthread_mutex_lock(&mkh_mutex); }
    ~mkh_locked() { pthread_mutex_unlock(&mkh_mutex); }
};

// An id that closes itself.
struct mkh_id {
    hid_t value;
    herr_t (*close)(hid_t);
    mkh_id(hid_t value, herr_t (*close)(hid_t)) : value(value), close(close) {}
    mkh_id(const mkh_id&) = delete;
    ~mkh_id() {
        if (value >= 0) close(value);
    }
    bool bad() const { return value < 0; }
    operator hid_t() const { return value; }
};

// Fills message with `what` and HDF5's own innermost reason, and returns -1.
int32_t mkh_fail(char* message, const char* what);
// Starts the library, once. Called under the lock.
bool mkh_prepare(char* message);
