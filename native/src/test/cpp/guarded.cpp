// Runs programs in memory where every array ends or begins at a page that nobody may touch, on every instruction set of the machine,
// alone and with helping threads. dev.markhor.binding.GuardedPrograms writes programs to it and reads what came of them.
//
//   in:   words, then each of them; arrays, and for each: role, offset, bytes and, unless the role is SCRATCH, contents
//   out:  instruction sets, and for each: what went wrong (0: nothing), then the contents of all arrays of role RESULT
//
// Numbers are int64. Words name arrays as entries of the table or as places in the arena, which are the same memory. It ends at the end
// of its input. OpenBLAS is played by plain loops, so that a sanitizer sees each element that it would touch.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <vector>

#include "markhor.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(memory, bytes) ((void)(memory), (void)(bytes))
#define ASAN_UNPOISON_MEMORY_REGION(memory, bytes) ((void)(memory), (void)(bytes))
#endif

namespace {

enum { INPUT = 0, RESULT = 1, SCRATCH = 2 };
enum { FINE = 0, NOT_RUN = 1, THREADS_DIFFER = 2, INPUT_CHANGED = 3, WRITTEN_BESIDE = 4 };
constexpr int64_t PAGE = 4096, SPACE = 1ll << 30;
constexpr unsigned char BESIDE = 0xff;  // as floats: NaN, so that reading too far shows

struct array {
    int64_t role, offset, bytes;
    std::vector<char> contents;
    int64_t from() const { return offset / PAGE * PAGE; }
    int64_t to() const { return (offset + bytes + PAGE - 1) / PAGE * PAGE; }
};

char* space;
std::vector<array> arrays;

template <class T>
void gemm(int ta, int tb, int m, int n, int k, T alpha, const T* a, int lda, const T* b, int ldb, T beta, T* c, int ldc) {
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) {
            T sum = 0;
            for (int64_t p = 0; p < k; p++) sum += a[ta ? p * lda + i : i * lda + p] * b[tb ? j * ldb + p : p * ldb + j];
            T& result = c[i * ldc + j];
            result = beta == 0 ? alpha * sum : alpha * sum + beta * result;
        }
}
template <class T>
void gemv(int ta, int m, int n, T alpha, const T* a, int lda, const T* x, T beta, T* y) {
    const int64_t rows = ta ? n : m, columns = ta ? m : n;
    for (int64_t i = 0; i < rows; i++) {
        T sum = 0;
        for (int64_t p = 0; p < columns; p++) sum += a[ta ? p * lda + i : i * lda + p] * x[p];
        y[i] = beta == 0 ? alpha * sum : alpha * sum + beta * y[i];
    }
}
const mk_blas loops = {gemm<float>, gemm<double>, gemv<float>, gemv<double>};

void read_all(void* target, int64_t bytes) {
    if (bytes > 0 && fread(target, 1, (size_t)bytes, stdin) != (size_t)bytes) _exit(2);
}
int64_t number() {
    int64_t value;
    if (fread(&value, 8, 1, stdin) != 1) exit(0);
    return value;
}
void write_all(const void* source, int64_t bytes) {
    if (bytes > 0) fwrite(source, 1, (size_t)bytes, stdout);
}
void write_number(int64_t value) { write_all(&value, 8); }

// Says which array was left, and ends.
void fault(int, siginfo_t* info, void*) {
    const int64_t at = (char*)info->si_addr - space;
    char text[200];
    int length = snprintf(text, sizeof text, "touched %p, outside of all arrays\n", info->si_addr);
    for (size_t i = 0; i < arrays.size(); i++) {
        const array& a = arrays[i];
        if (at >= a.from() - PAGE && at < a.to() + PAGE) {
            length = snprintf(text, sizeof text, "array %zu of %ld bytes was left: touched its byte %ld\n", i, a.bytes, at - a.offset);
        }
    }
    if (write(2, text, (size_t)length) < 0) _exit(4);
    _exit(3);
}

int32_t go_on(void*) { return 0; }

// Arrays as they were given, what lies beside them in their pages as BESIDE.
void fill() {
    for (const array& a : arrays) {
        ASAN_UNPOISON_MEMORY_REGION(space + a.from(), (size_t)(a.to() - a.from()));
        if (a.to() > a.from()) memset(space + a.from(), BESIDE, (size_t)(a.to() - a.from()));
        if (!a.contents.empty()) memcpy(space + a.offset, a.contents.data(), a.contents.size());
        ASAN_POISON_MEMORY_REGION(space + a.from(), (size_t)(a.offset - a.from()));
        ASAN_POISON_MEMORY_REGION(space + a.offset + a.bytes, (size_t)(a.to() - a.offset - a.bytes));
    }
}

int64_t look() {
    for (const array& a : arrays) {
        ASAN_UNPOISON_MEMORY_REGION(space + a.from(), (size_t)(a.to() - a.from()));
        for (int64_t i = a.from(); i < a.to(); i++) {
            if ((i < a.offset || i >= a.offset + a.bytes) && (unsigned char)space[i] != BESIDE) return WRITTEN_BESIDE;
        }
        if (a.role == INPUT && !a.contents.empty() && memcmp(space + a.offset, a.contents.data(), a.contents.size()) != 0) return INPUT_CHANGED;
    }
    return FINE;
}

std::vector<char> results() {
    std::vector<char> all;
    for (const array& a : arrays) {
        if (a.role == RESULT) all.insert(all.end(), space + a.offset, space + a.offset + a.bytes);
    }
    return all;
}

bool is_nan(uint32_t word) { return (word & 0x7fffffff) > 0x7f800000; }

// Equal to the bit, but that a NaN is a NaN: which of two operands' signs it has is the compiler's choice, another one in a tile of three rows than in
// one of a single row. The upper halves of float64's NaN pass as well.
bool same(const std::vector<char>& a, const std::vector<char>& b) {
    if (a == b) return true;
    if (a.size() != b.size() || a.size() % 4 != 0) return false;
    for (size_t at = 0; at < a.size(); at += 4) {
        uint32_t one, other;
        memcpy(&one, &a[at], 4);
        memcpy(&other, &b[at], 4);
        if (one != other && !(is_nan(one) && is_nan(other))) return false;
    }
    return true;
}

void run(const std::vector<int64_t>& words, const std::vector<int64_t>& table, void* pool) {
    int64_t sets = 0;
    for (int isa = 0; isa <= MK_AVX512; isa++) sets += mk_supported_isas() >> isa & 1;
    write_number(sets);
    for (int isa = 0; isa <= MK_AVX512; isa++) {
        if (mk_force_isa(isa) != 0) continue;
        std::vector<char> alone, shared;
        int64_t wrong = FINE;
        for (void* threads : {(void*)nullptr, pool}) {
            fill();
            if (mk_run(words.data(), (int64_t)words.size(), space, table.data(), threads, threads ? go_on : nullptr, nullptr) != 0) wrong = NOT_RUN;
            const int64_t seen = look();
            if (wrong == FINE) wrong = seen;
            (threads ? shared : alone) = results();
        }
        if (wrong == FINE && !same(alone, shared)) wrong = THREADS_DIFFER;
        write_number(wrong);
        write_all(alone.data(), (int64_t)alone.size());
    }
    fflush(stdout);
}

}  // namespace

int main() {
    space = (char*)mmap(nullptr, (size_t)SPACE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (space == MAP_FAILED) return 2;
#if !defined(__SANITIZE_ADDRESS__)  // which tells more by itself
    struct sigaction action = {};
    action.sa_sigaction = fault;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGSEGV, &action, nullptr);
#endif
    mk_set_blas(&loops);
    void* pool = mk_pool_create(3);
    for (;;) {
        std::vector<int64_t> words((size_t)number()), table;
        read_all(words.data(), (int64_t)words.size() * 8);
        arrays.resize((size_t)number());
        for (array& a : arrays) {
            a.role = number();
            a.offset = number();
            a.bytes = number();
            a.contents.resize(a.role == SCRATCH ? 0 : (size_t)a.bytes);
            read_all(a.contents.data(), (int64_t)a.contents.size());
            if (a.to() + PAGE > SPACE || (a.to() > a.from() && mprotect(space + a.from(), (size_t)(a.to() - a.from()), PROT_READ | PROT_WRITE) != 0)) return 2;
            table.push_back((int64_t)(space + a.offset));
        }
        run(words, table, pool);
        for (const array& a : arrays) {
            if (a.to() > a.from()) mprotect(space + a.from(), (size_t)(a.to() - a.from()), PROT_NONE);
        }
    }
}
