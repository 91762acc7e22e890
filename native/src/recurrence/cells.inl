// What the cells do in one step, for any part of their units.
#pragma once
#include "state.inl"

namespace {

// A function of one element as instructions name it.
struct cell_function {
    int64_t number;
    double a, b, c;

    static constexpr int kWords = 4;
    static cell_function parse(const int64_t* w) { return {w[0], mk_double(w[1]), mk_double(w[2]), mk_double(w[3])}; }

    // Those without a loop of their own go through memory.
    vf operator()(vf x) const {
        alignas(64) float values[VW];
        vstore(values, x);
        finish_row(number, a, b, c, values, VW);
        return vload(values);
    }
    double operator()(double x) const {
        finish_row(number, a, b, c, &x, 1);
        return x;
    }
};

// body(f): the usual functions of gates and of states have loops of their own.
template <class T, class Body>
MK_INLINE void with_gate_function(const cell_function& f, const Body& body) {
    if constexpr (sizeof(T) == sizeof(float)) {
        if (f.number == SIGMOID) return body(SIGMOID_function{});
        if (f.number == HARD_SIGMOID) return body(HARD_SIGMOID_function{});
        if (f.number == HARD_SIGMOID_KERAS2) return body(HARD_SIGMOID_KERAS2_function{});
    }
    body(f);
}
template <class T, class Body>
MK_INLINE void with_state_function(const cell_function& f, const Body& body) {
    if constexpr (sizeof(T) == sizeof(float)) {
        if (f.number == TANH) return body(TANH_function{});
        if (f.number == RELU && f.a == 0 && f.b == __builtin_inf() && f.c == 0) return body(plain_relu{});
    }
    body(f);
}

// A cell has one or two phases, which are done for all units one after the other; each is split by panels of units.

template <class T, class State>
struct simple_cell {
    const recurrence<T>& r;
    State activation;

    void first(int64_t begin, int64_t end) const {
        r.multiply_state(r.h, 0, 1, begin, end);
        r.for_units(begin, end, [&](const units_at<T>& at) { r.put(at, activation(at.sum(0))); });
    }
};

// Gates i, f, c, o.
template <class T, class Gate, class State>
struct lstm_cell {
    const recurrence<T>& r;
    Gate gate;
    State activation;

    void first(int64_t begin, int64_t end) const {
        r.multiply_state(r.h, 0, 4, begin, end);
        r.for_units(begin, end, [&](const units_at<T>& at) {
            T* c = r.c + at.row * r.padded + at.unit;
            const auto kept = gate(at.sum(1)) * lanes<T>::load(c);
            const auto memory = kept + gate(at.sum(0)) * activation(at.sum(2));
            lanes<T>::store(c, memory);
            r.put(at, gate(at.sum(3)) * activation(memory));
        });
    }
};

// Gates z, r, h; the bias is the recurrent one.
template <class T, class Gate, class State>
struct gru_cell {
    const recurrence<T>& r;
    Gate gate;
    State activation;

    void first(int64_t begin, int64_t end) const {
        r.multiply_state(r.h, 0, 3, begin, end);
        r.for_units(begin, end, [&](const units_at<T>& at) {
            const auto update = gate(at.sum(0));
            const auto candidate = activation(at.input(2) + gate(at.sum(1)) * at.multiplied(2));
            r.put(at, update * r.state(at) + (lit<typename lanes<T>::V>(1) - update) * candidate);
        });
    }
};

// The same with the reset gate before the product: what it lets through of the state is multiplied in a second phase.
template <class T, class Gate, class State>
struct gru_reset_before_cell {
    const recurrence<T>& r;
    Gate gate;
    State activation;

    void first(int64_t begin, int64_t end) const {
        r.multiply_state(r.h, 0, 2, begin, end);
        r.for_units(
            begin, end,
            [&](const units_at<T>& at) { lanes<T>::store(r.c + at.row * r.padded + at.unit, gate(at.sum(1)) * r.state(at)); },
            [](int64_t, int64_t, int64_t) {});
    }
    void second(int64_t begin, int64_t end) const {
        r.multiply_state(r.c, 2, 3, begin, end);
        r.for_units(begin, end, [&](const units_at<T>& at) {
            const auto update = gate(at.sum(0)), candidate = activation(at.sum(2));
            r.put(at, update * r.state(at) + (lit<typename lanes<T>::V>(1) - update) * candidate);
        });
    }
};

}  // namespace
