// A recurrent layer's sequence in progress: its arrays, the product of the state with the kernel, and how units are walked.
#pragma once
#include <string.h>

#include "../gemm/block.inl"

namespace {

// What functions.h computes on at once: a vector of floats, or one double.
template <class T>
struct lanes;
template <>
struct lanes<float> {
    typedef vf V;
    static constexpr int64_t count = VW;
    static V load(const float* p) { return vload(p); }
    static V load(const float* p, int64_t n) { return n >= VW ? vload(p) : vload_n(p, n); }
    static void store(float* p, V v) { vstore(p, v); }
    static void store(float* p, V v, int64_t n) {
        if (n >= VW) vstore(p, v);
        else vstore_n(p, v, n);
    }
};
template <>
struct lanes<double> {
    typedef double V;
    static constexpr int64_t count = 1;
    static V load(const double* p, int64_t = 1) { return *p; }
    static void store(double* p, V v, int64_t = 1) { *p = v; }
};

// As many units of one sample in one step as there are lanes; the first n of them exist.
template <class T>
struct units_at {
    const T* x;        // of the first gate; the others lie `units` apart
    const T* product;  // the same of the state's product, `padded` apart
    int64_t units, padded, row, unit, n;

    typename lanes<T>::V input(int gate) const { return lanes<T>::load(x + gate * units, n); }
    typename lanes<T>::V multiplied(int gate) const { return lanes<T>::load(product + gate * padded); }
    typename lanes<T>::V sum(int gate) const { return input(gate) + multiplied(gate); }
};

template <class T>
struct recurrence {
    typedef typename lanes<T>::V V;

    int64_t gates;  // how many times `units` wide the input is
    const T *x, *kernel, *bias, *first_h, *first_c;
    const uint8_t* mask;
    T *y, *last_h, *last_c;
    int64_t batch, steps, units;
    bool backwards, zero_output;
    // Rows of these are padded to whole panels.
    int64_t panels, padded;
    T *h, *next_h;    // [batch][padded]: every part of a step reads h and writes to next_h
    T* c;             // [batch][padded]: LSTM's second state, or what GRU's reset gate lets through
    T* products;      // [batch][gates][padded]
    T* padded_bias;   // [gates][padded], or null
    int64_t step, time;  // which output is being computed, from which input

    bool masked(int64_t row) const { return mask && !mask[row * steps + time]; }
    bool all_masked() const {
        for (int64_t row = 0; row < batch; row++) {
            if (!masked(row)) return false;
        }
        return true;
    }

    T* output(int64_t row) const { return y + (row * steps + step) * units; }

    // The output of a masked step.
    void repeat_output(int64_t row, int64_t from, int64_t to) const {
        T* target = output(row);
        if (zero_output || step == 0) memset(target + from, 0, (size_t)(to - from) * sizeof(T));
        else memcpy(target + from, target - units + from, (size_t)(to - from) * sizeof(T));
    }
    void keep(int64_t row, int64_t from, int64_t to) const {
        memcpy(next_h + row * padded + from, h + row * padded + from, (size_t)(to - from) * sizeof(T));
        repeat_output(row, from, to);
    }

    V state(const units_at<T>& at) const { return lanes<T>::load(h + at.row * padded + at.unit); }
    void put(const units_at<T>& at, V value) const {
        lanes<T>::store(next_h + at.row * padded + at.unit, value);
        lanes<T>::store(output(at.row) + at.unit, value, at.n);
    }

    // products = rows x kernel + bias, in the unit panels [begin, end) of the gates [first, last). Every other step goes through them
    // backwards: what the step before read last, a cache that does not hold the whole kernel still has.
    void multiply_state(const T* rows, int64_t first, int64_t last, int64_t begin, int64_t end) const {
        product<T> p = {kernel, products, gates * padded, units, {}, step % 2 != 0};
        p.out.bias = padded_bias;
        p.out.low = -(T)__builtin_inf();
        p.out.high = (T)__builtin_inf();
        plain_rows<T> source = {rows, padded, gates * padded, units};
        if (end - begin == panels) return multiply(p, source, 0, batch, first * panels, last * panels);
        for (int64_t i = first; i < last; i++) {
            const int64_t gate = p.backwards ? first + last - 1 - i : i;
            multiply(p, source, 0, batch, gate * panels + begin, gate * panels + end);
        }
    }

    // f(units) for samples that are not masked, in the unit panels [begin, end); on_masked(row, from, to) for the others.
    template <class F, class Masked>
    __attribute__((always_inline)) inline void for_units(int64_t begin, int64_t end, const F& f, const Masked& on_masked) const {
        const int64_t from = begin * kPanel<T>, last = end * kPanel<T>, to = last < units ? last : units;
        for (int64_t row = 0; row < batch; row++) {
            if (masked(row)) {
                on_masked(row, from, to);
                continue;
            }
            const T* in = x + (row * steps + time) * gates * units;
            const T* multiplied = products + row * gates * padded;
            for (int64_t u = from; u < to; u += lanes<T>::count) f(units_at<T>{in + u, multiplied + u, units, padded, row, u, to - u});
        }
    }
    template <class F>
    __attribute__((always_inline)) inline void for_units(int64_t begin, int64_t end, const F& f) const {
        for_units(begin, end, f, [this](int64_t row, int64_t first, int64_t last) { keep(row, first, last); });
    }
};

}  // namespace
