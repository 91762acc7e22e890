// What a kernel sees. Kernels are plain functions over a small block of 64-bit words (one instruction of a program).
//
// Rules for every file under src/: no libstdc++ symbols (no new, no exceptions, no std::thread), no globals but constants,
// everything that is not a registered kernel is static or in an anonymous namespace (units are compiled once for each
// instruction set; a shared inline function would let the linker keep an AVX-512 copy for everybody).
#pragma once
#include <stddef.h>
#include <stdint.h>

// An operand word: the upper 8 bits name a space, the lower 56 bits an offset in it.
enum mk_space {
    MK_NONE = 0,   // absent (an optional bias, say): resolves to null
    MK_ARENA = 1,  // byte offset into the workspace of this call
    MK_TABLE = 2   // index into the table of addresses: weights, packed weights, constants, inputs, outputs
};

// One call of a program. Valid while mk_run runs.
struct mk_context {
    char* arena;
    const int64_t* table;
    struct mk_team* team;  // the threads this call may use; null: run alone
    struct mk_watch* watch;  // whether to stop; null: nobody wants it to
};

static inline void* mk_resolve(const mk_context* c, int64_t operand) {
    uint64_t space = (uint64_t)operand >> 56, offset = (uint64_t)operand & 0x00ffffffffffffffull;
    if (space == MK_ARENA) return c->arena + offset;
    if (space == MK_TABLE) return (void*)c->table[offset];
    return nullptr;
}

static inline float mk_float(int64_t word) {  // a float travels in the low 32 bits of a word
    uint32_t bits = (uint32_t)word;
    float value;
    __builtin_memcpy(&value, &bits, 4);
    return value;
}
static inline double mk_double(int64_t word) {  // a double is the word
    double value;
    __builtin_memcpy(&value, &word, 8);
    return value;
}

// Runs body(arg, begin, end) over [0, count), split among the team's threads in pieces of at least `grain` that begin at
// multiples of it. Where the pieces are cut never changes a result: no kernel splits a reduction. Returns when all is done; not
// to be called from within body. In a program that shall stop some of it is left out: nobody looks at its results.
extern "C" void mk_parallel(const mk_context* c, int64_t count, int64_t grain, void (*body)(void* arg, int64_t begin, int64_t end), void* arg);

// Whether the program shall stop: for kernels that run long without mk_parallel, between two parts of their work.
extern "C" int32_t mk_stopped(const mk_context* c);

typedef void (*mk_kernel)(const mk_context* c, const int64_t* words);
