// A recurrent layer over a whole sequence, or two independent ones (the directions of a bidirectional layer) at once. The input comes
// projected, its bias included: x [batch, steps, gates * units]. Masked steps keep the state and repeat the output before them, which is
// zero at the start, or are zero.
//   words: count (1, 2), then for each: cell (0 simple, 1 LSTM, 2 GRU, 3 GRU with the reset gate before the product), type (f32, f64),
//          x, kernel (packed, a group for each gate), bias (of GRU's product, [3, units], or none), first h and c [batch, units] (or
//          none: zeros), mask (bool [batch, steps], or none), y [batch, steps, units], last h and c [batch, units], scratch, batch,
//          steps, units, backwards, zero output, activation and recurrent activation (function, a, b, c each)
//   scratch: [batch][3 + gates][padded] and [gates][padded] for GRU's bias, padded: units in whole panels
//
// A step is one product of the state with the kernel and one pass over the units; both are split by panels of units among the threads
// where a step is long enough. Two short ones are split between two threads instead, each from its first step to its last.
#pragma once
#include "../simd/types.h"
#include "cells.inl"

namespace {

enum cell_kind { SIMPLE_CELL = 0, LSTM_CELL = 1, GRU_CELL = 2, GRU_RESET_BEFORE_CELL = 3 };

constexpr int kRecurrenceWords = 17 + 2 * cell_function::kWords;
constexpr int64_t kPartOfStep = 1 << 18;  // bytes of the kernel, or multiply-adds, that are worth handing to another thread

MK_INLINE int64_t gates_of(int64_t cell) { return cell == SIMPLE_CELL ? 1 : cell == LSTM_CELL ? 4 : 3; }

// Unit panels of one part. At least 4, which the micro-kernel takes at once.
MK_INLINE int64_t grain_of(int64_t gates, int64_t batch, int64_t units) {
    const int64_t bytes = units * gates * kPanelBytes, products = units * gates * 16 * batch;
    const int64_t grain = kPartOfStep / (1 + (bytes > products ? bytes : products));
    return grain < 4 ? 4 : grain;
}

template <class T>
recurrence<T> parse_recurrence(const mk_context* ctx, const int64_t* w) {
    recurrence<T> r;
    r.gates = gates_of(w[0]);
    r.x = (const T*)mk_resolve(ctx, w[2]);
    r.kernel = (const T*)mk_resolve(ctx, w[3]);
    r.bias = (const T*)mk_resolve(ctx, w[4]);
    r.first_h = (const T*)mk_resolve(ctx, w[5]);
    r.first_c = (const T*)mk_resolve(ctx, w[6]);
    r.mask = (const uint8_t*)mk_resolve(ctx, w[7]);
    r.y = (T*)mk_resolve(ctx, w[8]);
    r.last_h = (T*)mk_resolve(ctx, w[9]);
    r.last_c = (T*)mk_resolve(ctx, w[10]);
    r.batch = w[12];
    r.steps = w[13];
    r.units = w[14];
    r.backwards = w[15] != 0;
    r.zero_output = w[16] != 0;
    r.panels = (r.units + kPanel<T> - 1) / kPanel<T>;
    r.padded = r.panels * kPanel<T>;
    r.h = (T*)mk_resolve(ctx, w[11]);
    r.next_h = r.h + r.batch * r.padded;
    r.c = r.next_h + r.batch * r.padded;
    r.products = r.c + r.batch * r.padded;
    r.padded_bias = r.bias ? r.products + r.batch * r.gates * r.padded : nullptr;
    return r;
}

// Rows of `units` into rows of `padded`, with zeros behind them; all zeros if there are none.
template <class T>
void pad_rows(T* target, const T* source, int64_t rows, int64_t units, int64_t padded) {
    memset(target, 0, (size_t)(rows * padded) * sizeof(T));
    for (int64_t i = 0; source && i < rows; i++) memcpy(target + i * padded, source + i * units, (size_t)units * sizeof(T));
}

template <class T>
void take_rows(T* target, const T* source, int64_t rows, int64_t units, int64_t padded) {
    for (int64_t i = 0; i < rows; i++) memcpy(target + i * units, source + i * padded, (size_t)units * sizeof(T));
}

template <class Cell>
void first_phase(void* cell, int64_t begin, int64_t end) {
    ((const Cell*)cell)->first(begin, end);
}
template <class Cell>
void second_phase(void* cell, int64_t begin, int64_t end) {
    ((const Cell*)cell)->second(begin, end);
}

typedef void (*phase)(void* cell, int64_t begin, int64_t end);

constexpr int64_t kStepsBetweenLooks = 8;

template <class T>
void run_steps(const mk_context* ctx, recurrence<T>& r, void* cell, phase first, phase second) {
    const int64_t grain = grain_of(r.gates, r.batch, r.units);
    for (r.step = 0; r.step < r.steps; r.step++) {
        if (r.step % kStepsBetweenLooks == 0 && mk_stopped(ctx)) return;
        r.time = r.backwards ? r.steps - 1 - r.step : r.step;
        if (r.all_masked()) {
            for (int64_t row = 0; row < r.batch; row++) r.repeat_output(row, 0, r.units);
            continue;
        }
        mk_parallel(ctx, r.panels, grain, first, cell);
        if (second) mk_parallel(ctx, r.panels, grain, second, cell);
        T* before = r.h;
        r.h = r.next_h;
        r.next_h = before;
    }
}

template <class T>
void run_cell(const mk_context* ctx, int64_t kind, const cell_function& activation, const cell_function& gate, recurrence<T>& r) {
    with_state_function<T>(activation, [&](auto state) {
        typedef decltype(state) State;
        if (kind == SIMPLE_CELL) {
            simple_cell<T, State> cell = {r, state};
            return run_steps(ctx, r, &cell, first_phase<decltype(cell)>, nullptr);
        }
        with_gate_function<T>(gate, [&](auto f) {
            typedef decltype(f) Gate;
            if (kind == LSTM_CELL) {
                lstm_cell<T, Gate, State> cell = {r, f, state};
                run_steps(ctx, r, &cell, first_phase<decltype(cell)>, nullptr);
            } else if (kind == GRU_CELL) {
                gru_cell<T, Gate, State> cell = {r, f, state};
                run_steps(ctx, r, &cell, first_phase<decltype(cell)>, nullptr);
            } else {
                gru_reset_before_cell<T, Gate, State> cell = {r, f, state};
                run_steps(ctx, r, &cell, first_phase<decltype(cell)>, second_phase<decltype(cell)>);
            }
        });
    });
}

template <class T>
void run_recurrence(const mk_context* ctx, const int64_t* w) {
    recurrence<T> r = parse_recurrence<T>(ctx, w);
    if (r.batch == 0 || r.units == 0) return;
    pad_rows(r.h, r.first_h, r.batch, r.units, r.padded);
    memset(r.next_h, 0, (size_t)(r.batch * r.padded) * sizeof(T));
    pad_rows(r.c, r.first_c, r.batch, r.units, r.padded);
    if (r.bias) pad_rows(r.padded_bias, r.bias, r.gates, r.units, r.padded);
    const int64_t* functions = w + kRecurrenceWords - 2 * cell_function::kWords;
    run_cell(ctx, w[0], cell_function::parse(functions), cell_function::parse(functions + cell_function::kWords), r);
    take_rows(r.last_h, r.h, r.batch, r.units, r.padded);
    if (w[0] == LSTM_CELL) take_rows(r.last_c, r.c, r.batch, r.units, r.padded);
}

inline void run_recurrence_of_type(const mk_context* ctx, const int64_t* w) {
    if (w[1] == MK_F64) run_recurrence<double>(ctx, w);
    else run_recurrence<float>(ctx, w);
}

struct recurrences_job {
    const mk_context* ctx;  // without helpers: this is one piece of work
    const int64_t* words;
};

void run_recurrences(void* arg, int64_t begin, int64_t end) {
    const recurrences_job& job = *(const recurrences_job*)arg;
    for (int64_t i = begin; i < end; i++) run_recurrence_of_type(job.ctx, job.words + i * kRecurrenceWords);
}

constexpr int64_t kPartsForHelpers = 8;  // of a step: with as many, two sequences run one after the other

bool has_many_parts(const int64_t* w) {
    const int64_t width = w[1] == MK_F64 ? kPanel<double> : kPanel<float>;
    return (w[14] + width - 1) / width / grain_of(gates_of(w[0]), w[12], w[14]) >= kPartsForHelpers;
}

}  // namespace

MK_KERNEL(recurrence) {
    const int64_t count = w[0];
    const int64_t* first = w + 1;
    if (count == 1 || has_many_parts(first)) {
        for (int64_t i = 0; i < count; i++) run_recurrence_of_type(ctx, first + i * kRecurrenceWords);
        return;
    }
    mk_context alone = *ctx;
    alone.team = nullptr;
    recurrences_job job = {&alone, first};
    mk_parallel(ctx, count, 1, run_recurrences, &job);
}
