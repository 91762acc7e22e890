// The whole native boundary of Markhor: what Java may call in the kernels library, the OpenBLAS shim and the HDF5 shim.
//
// Every check is made in Java before the crossing; these functions trust their arguments. Addresses travel as plain pointers
// (longs in Java). Nothing here allocates Java objects, calls back into Java (but by the function that mk_run is given) or
// keeps a Java reference.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// ---------------------------------------------------------------------------------------------------------------- kernels
// Instruction sets a program can run on. `portable` is always there.
enum mk_isa { MK_PORTABLE = 0, MK_AVX2 = 1, MK_AVX512 = 2 };

// Bit i is set if this processor and operating system can run instruction set i.
int32_t mk_supported_isas(void);
// The instruction set in use: the best supported one, until mk_force_isa.
int32_t mk_current_isa(void);
// Makes all later mk_run calls of this process use `isa`. 0, or -1 if the processor lacks it (nothing changes then).
int32_t mk_force_isa(int32_t isa);
// 1 if `opcode` is known.
int32_t mk_has_opcode(int32_t opcode);

// Runs a program: `words` holds `count` words, instructions [opcode | (number of words << 32), words...] one after another.
//   arena    workspace of this call, 64-byte aligned; operands of space 1 are byte offsets into it
//   table    addresses; operands of space 2 are indexes into it
//   pool     threads that may help (mk_pool_create), or null: the caller works alone
//   ask      called with `who` by this thread, each time that some milliseconds have passed: the program stops at the next
//            place where it can if the answer is not 0; null: never
// Returns 0 when the program ran to its end, 1 when it was stopped, -(1 + i) when word i starts no known instruction.
// Denormal numbers are flushed to zero while it runs; the caller's mode is restored.
int32_t mk_run(const int64_t* words, int64_t count, void* arena, const int64_t* table, void* pool, int32_t (*ask)(void*),
               void* who);
// As mk_run without a way to stop, and writes how many nanoseconds each instruction took: one number for each, in their order.
int32_t mk_run_timed(const int64_t* words, int64_t count, void* arena, const int64_t* table, void* pool, int64_t* nanos);

// A pool of `threads` - 1 sleeping worker threads (the thread that calls mk_run takes part). Null if there is no memory. Any
// number of mk_run calls may share a pool: each leases idle workers when it has something to split, as long as callers and
// leased workers together are no more than `threads`, and runs on its caller alone otherwise. Results never depend on how
// many took part.
void* mk_pool_create(int32_t threads);
// Threads a call on this pool can have, its caller included (fewer than asked for if the system refused some).
int32_t mk_pool_threads(const void* pool);
// Ends the workers and frees the pool. No mk_run may be using it.
void mk_pool_close(void* pool);

// Functions of OpenBLAS that kernels may call; see mkb_table. Row-major single-threaded calls with cblas' arguments.
struct mk_blas {
    void (*sgemm)(int transA, int transB, int m, int n, int k, float alpha, const float* a, int lda, const float* b, int ldb,
                  float beta, float* c, int ldc);
    void (*dgemm)(int transA, int transB, int m, int n, int k, double alpha, const double* a, int lda, const double* b,
                  int ldb, double beta, double* c, int ldc);
    void (*sgemv)(int transA, int m, int n, float alpha, const float* a, int lda, const float* x, float beta, float* y);
    void (*dgemv)(int transA, int m, int n, double alpha, const double* a, int lda, const double* x, double beta, double* y);
};
// Gives kernels the table of the OpenBLAS shim (it must stay valid), so that one mk_run can mix both. Null takes it away.
void mk_set_blas(const void* table);

// 64-byte aligned memory outside of the Java heap; null if there is none. mk_free takes null too.
void* mk_alloc(int64_t bytes);
void mk_free(void* memory);
void mk_copy(void* target, const void* source, int64_t bytes);
void mk_fill(void* target, int32_t value, int64_t bytes);

// --------------------------------------------------------------------------------------------------------------- OpenBLAS
// Makes OpenBLAS single-threaded and returns a mk_blas for mk_set_blas, or null if OpenBLAS' functions are not those of the
// file beside the shim (another copy stands in front of them): then nothing of it was called. As many calls as OpenBLAS has
// buffers for run at once; more wait their turn.
const void* mkb_table(void);
// Callers that OpenBLAS runs at once.
int32_t mkb_limit(void);

// ------------------------------------------------------------------------------------------------------------------- HDF5
// Reads what a caller has already checked: every file goes through the strict reader in Java first, which tells the places,
// types and shapes that are asked for here. One lock around the library, in the shim, so that all class loaders share it. No
// plug-ins, no links but hard links, no external or virtual storage. What is written is a new file each time.
//
// Functions return a negative number after a failure and then leave a text, zero-terminated, in message (MKH_MESSAGE bytes).
enum { MKH_MESSAGE = 512, MKH_MAX_RANK = 32 };

// Type classes, numbered as HDF5 numbers them.
enum mkh_class { MKH_INTEGER = 0, MKH_FLOAT = 1, MKH_STRING = 3, MKH_OPAQUE = 5, MKH_ENUM = 8 };
enum mkh_layout { MKH_COMPACT = 0, MKH_CONTIGUOUS = 1, MKH_CHUNKED = 2 };

struct mkh_dataset {
    int64_t type_class;  // mkh_class
    int64_t is_signed;   // integers
    int64_t size;        // bytes of an element
    int64_t layout;      // mkh_layout
    int64_t offset;      // of contiguous data, in the file that was opened (not in the part that is HDF5); -1: no such place
    int64_t rank;
    int64_t dims[MKH_MAX_RANK];
};

// Opens `length` bytes from `base` of the file `path` (zero-terminated UTF-8) as one HDF5 file, read-only. The file must have
// file_size bytes and, unless modified is negative, have been modified that many nanoseconds after 1970: what was checked
// must be what is read. Returns a handle.
int64_t mkh_open(const char* path, int64_t base, int64_t length, int64_t file_size, int64_t modified, char* message);
int32_t mkh_close(int64_t file, char* message);
// Describes the dataset at an absolute path of group names.
int32_t mkh_describe(int64_t file, const char* path, struct mkh_dataset* dataset, char* message);
// Reads a whole dataset to `target`, in native byte order, otherwise as stored. Class, sign, size, rank and dims of `expected`
// must be the dataset's, and `bytes` their product.
int32_t mkh_read(int64_t file, const char* path, const struct mkh_dataset* expected, void* target, int64_t bytes,
                 char* message);

// Makes a new file, which must not exist. Returns a handle for the functions below and mkh_close, and for no other.
int64_t mkh_create(const char* path, char* message);
// Makes the group at an absolute path, and those above it that are missing.
int32_t mkh_make_group(int64_t file, const char* path, char* message);
// Writes a new dataset of one block, and makes the groups above it that are missing. Class, sign, size, rank and dims of `dataset` tell
// what lies at `source`, in native byte order: integers, floats of 2, 4 or 8 bytes, opaque bytes, or bytes that are booleans, as h5py
// stores them (MKH_ENUM). `bytes` is their product.
int32_t mkh_write(int64_t file, const char* path, const struct mkh_dataset* dataset, const void* source, int64_t bytes,
                  char* message);
// Gives the object at a path an attribute: one text of variable length, zero-terminated UTF-8.
int32_t mkh_put_text(int64_t file, const char* path, const char* name, const char* text, char* message);
// Gives it an attribute of `count` texts of `size` bytes each, filled up with zeros.
int32_t mkh_put_texts(int64_t file, const char* path, const char* name, const char* texts, int64_t count, int64_t size,
                      char* message);

#ifdef __cplusplus
}
#endif
