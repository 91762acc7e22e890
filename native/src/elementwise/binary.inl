// A function of two elements with NumPy's broadcasting; the result is dense.
//   words: function, type, clamp, low, high (doubles), a, b, y, rank, dims, strides of a, strides of b (elements; 0: broadcast)
// Types: f32, f64, i32, i64; from EQUAL on also u8 and bool. From EQUAL on the result is a bool.
// clamp: 0, or RELU or CLIP (low, high) applied to an f32 result of ADD, SUBTRACT or MULTIPLY.
#include "../simd/functions.h"
#include "../simd/rows.h"
#include "../simd/types.h"

namespace {

// Numbers of dev.markhor.binding.BinaryFunction.
enum {
    ADD = 1, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, POWER, SQUARED_DIFFERENCE, FLOOR_DIVIDE, MOD, ATAN2,
    EQUAL = 20, NOT_EQUAL, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR
};

// Those with vectors. V: vf or float.
struct add_op {
    template <class V> V operator()(V a, V b) const { return a + b; }
};
struct subtract_op {
    template <class V> V operator()(V a, V b) const { return a - b; }
};
struct multiply_op {
    template <class V> V operator()(V a, V b) const { return a * b; }
};
struct divide_op {
    template <class V> V operator()(V a, V b) const { return a / b; }
};
struct squared_difference_op {
    template <class V> V operator()(V a, V b) const { return (a - b) * (a - b); }
};
struct maximum_op {  // NaN if either is
    vf operator()(vf a, vf b) const { return vsel(a == a, vmax(a, b), a); }
};
struct minimum_op {
    vf operator()(vf a, vf b) const { return vsel(a == a, vmin(a, b), a); }
};

// One row: n elements of a and b with strides of 0, 1 or anything.
typedef void (*binary_row)(const void* function, const char* a, int64_t sa, const char* b, int64_t sb, char* y, int64_t n);

struct binary_job {
    binary_row row;
    const void* function;  // an F or a clamped<F, G>
    const char* a;
    const char* b;
    char* y;
    int64_t x_bytes, y_bytes;  // of an element
    broadcast<2> shape;
    // For a short vector along the last axis: it repeated to `tile` elements, and how many results there are.
    bool tile_is_a;
    int64_t tile, count;
    float tiled[512];
};

void binary_rows(void* arg, int64_t begin, int64_t end) {
    const binary_job& job = *(const binary_job*)arg;
    const broadcast<2>& s = job.shape;
    const int64_t sa = s.inner(0), sb = s.inner(1);
    walk_rows(s, begin, end, [&](const int64_t* at, int64_t to, int64_t n) {
        job.row(job.function, job.a + at[0] * job.x_bytes, sa, job.b + at[1] * job.x_bytes, sb, job.y + to * job.y_bytes, n);
    });
}

void binary_tiled(void* arg, int64_t begin, int64_t end) {
    const binary_job& job = *(const binary_job*)arg;
    for (int64_t piece = begin; piece < end; piece++) {
        const int64_t from = piece * job.tile, left = job.count - from, n = left < job.tile ? left : job.tile;
        const char* a = job.tile_is_a ? (const char*)job.tiled : job.a + from * 4;
        const char* b = job.tile_is_a ? job.b + from * 4 : (const char*)job.tiled;
        job.row(job.function, a, 1, b, 1, job.y + from * 4, n);
    }
}

template <class F, class G>
struct clamped {
    F f;
    G clamp;
    vf operator()(vf a, vf b) const { return clamp(f(a, b)); }
};

template <class F>
void row_f32(const void* function, const char* a_bytes, int64_t sa, const char* b_bytes, int64_t sb, char* y_bytes, int64_t n) {
    const F f = *(const F*)function;
    const float *a = (const float*)a_bytes, *b = (const float*)b_bytes;
    float* y = (float*)y_bytes;
    int64_t i = 0;
    if (sa == 1 && sb == 1) {
        for (; i + VW <= n; i += VW) vstore(y + i, f(vload(a + i), vload(b + i)));
        if (i < n) vstore_n(y + i, f(vload_n(a + i, n - i), vload_n(b + i, n - i)), n - i);
    } else if (sa == 1 && sb == 0) {
        const vf vb = vset(*b);
        for (; i + VW <= n; i += VW) vstore(y + i, f(vload(a + i), vb));
        if (i < n) vstore_n(y + i, f(vload_n(a + i, n - i), vb), n - i);
    } else if (sa == 0 && sb == 1) {
        const vf va = vset(*a);
        for (; i + VW <= n; i += VW) vstore(y + i, f(va, vload(b + i)));
        if (i < n) vstore_n(y + i, f(va, vload_n(b + i, n - i)), n - i);
    } else {
        for (; i < n; i++) y[i] = f(vset(a[i * sa]), vset(b[i * sb]))[0];
    }
}

template <class F>
void run_binary_f32(const mk_context* ctx, binary_job& job, const F& f) {
    const broadcast<2>& s = job.shape;
    job.row = row_f32<F>;
    job.function = &f;
    if (s.rank == 2 && s.n > 0 && s.n <= 128 && s.rows > 4 && s.inner(0) == 1 && s.inner(1) == 1) {
        const bool a_repeats = s.outer(0) == 0 && s.outer(1) == s.n, b_repeats = s.outer(1) == 0 && s.outer(0) == s.n;
        if (a_repeats || b_repeats) {
            const float* vector = (const float*)(a_repeats ? job.a : job.b);
            job.tile_is_a = a_repeats;
            job.tile = s.n * (512 / s.n);
            job.count = s.rows * s.n;
            for (int64_t i = 0; i < job.tile; i++) job.tiled[i] = vector[i % s.n];
            mk_parallel(ctx, (job.count + job.tile - 1) / job.tile, kSegment / 512, binary_tiled, &job);
            return;
        }
    }
    mk_parallel(ctx, s.pieces(), s.grain(), binary_rows, &job);
}

template <class T>
struct arithmetic;  // one scalar of type T

template <class T>
struct real_arithmetic {
    static T add(T a, T b) { return a + b; }
    static T subtract(T a, T b) { return a - b; }
    static T multiply(T a, T b) { return a * b; }
    static T divide(T a, T b) { return a / b; }
    static T maximum(T a, T b) { return a != a || a > b ? a : b; }
    static T minimum(T a, T b) { return a != a || a < b ? a : b; }
};
template <>
struct arithmetic<float> : real_arithmetic<float> {
    static float power(float a, float b) { return __builtin_powf(a, b); }
    static float floor_divide(float a, float b) { return __builtin_floorf(a / b); }
    static float mod(float a, float b) {
        const float r = __builtin_fmodf(a, b);
        return r != 0 && (r < 0) != (b < 0) ? r + b : r;
    }
    static float atan2(float a, float b) { return __builtin_atan2f(a, b); }
};
template <>
struct arithmetic<double> : real_arithmetic<double> {
    static double power(double a, double b) { return __builtin_pow(a, b); }
    static double floor_divide(double a, double b) { return __builtin_floor(a / b); }
    static double mod(double a, double b) {
        const double r = __builtin_fmod(a, b);
        return r != 0 && (r < 0) != (b < 0) ? r + b : r;
    }
    static double atan2(double a, double b) { return __builtin_atan2(a, b); }
};
// Integers wrap around; dividing by 0 gives 0 (TensorFlow refuses it; here it must not trap).
template <class T>
struct integer_arithmetic {
    typedef typename unsigned_of<T>::type U;
    static T add(T a, T b) { return (T)((U)a + (U)b); }
    static T subtract(T a, T b) { return (T)((U)a - (U)b); }
    static T multiply(T a, T b) { return (T)((U)a * (U)b); }
    static T divide(T a, T b) { return b == 0 ? 0 : b == -1 ? (T)(0 - (U)a) : a / b; }  // towards zero
    static T maximum(T a, T b) { return a > b ? a : b; }
    static T minimum(T a, T b) { return a < b ? a : b; }
    static T power(T a, T b) {
        if (b < 0) return a == 1 ? 1 : a == -1 ? (b & 1 ? -1 : 1) : 0;
        U result = 1, base = (U)a;
        for (; b > 0; b >>= 1, base *= base)
            if (b & 1) result *= base;
        return (T)result;
    }
    static T mod(T a, T b) {
        if (b == 0 || b == -1) return 0;
        const T r = a % b;
        return r != 0 && (r < 0) != (b < 0) ? r + b : r;
    }
    static T floor_divide(T a, T b) {
        const T towards_zero = divide(a, b);
        return b != 0 && b != -1 && a % b != 0 && (a < 0) != (b < 0) ? towards_zero - 1 : towards_zero;
    }
    static T atan2(T, T) { return 0; }
};
template <>
struct arithmetic<int32_t> : integer_arithmetic<int32_t> {};
template <>
struct arithmetic<int64_t> : integer_arithmetic<int64_t> {};

template <class T, class Y, class F>
void row_plain(const void* function, const char* a_bytes, int64_t sa, const char* b_bytes, int64_t sb, char* y_bytes, int64_t n) {
    const F f = *(const F*)function;
    const T *a = (const T*)a_bytes, *b = (const T*)b_bytes;
    Y* y = (Y*)y_bytes;
    if (sa == 1 && sb == 1) {
#pragma GCC ivdep
        for (int64_t i = 0; i < n; i++) y[i] = f(a[i], b[i]);
    } else {
#pragma GCC unroll 1
        for (int64_t i = 0; i < n; i++) y[i] = f(a[i * sa], b[i * sb]);
    }
}

template <class T, class F>
MK_SMALL_CODE void row_bool(const void* function, const char* a_bytes, int64_t sa, const char* b_bytes, int64_t sb, char* y, int64_t n) {
    const F f = *(const F*)function;
    const T *a = (const T*)a_bytes, *b = (const T*)b_bytes;
    for (int64_t i = 0; i < n; i++) y[i] = f(a[i * sa], b[i * sb]);
}

template <class T, class Y, class F>
void run_binary_plain(const mk_context* ctx, binary_job& job, const F& f, binary_row row) {
    job.row = row;
    job.function = &f;
    job.x_bytes = sizeof(T);
    job.y_bytes = sizeof(Y);
    mk_parallel(ctx, job.shape.pieces(), job.shape.grain(), binary_rows, &job);
}

template <class T>
void binary_arithmetic(const mk_context* ctx, int64_t function, binary_job& job) {
    typedef arithmetic<T> A;
    const auto run = [&](auto f) { run_binary_plain<T, T>(ctx, job, f, row_plain<T, T, decltype(f)>); };
    switch (function) {
        case ADD: return run([](T p, T q) { return A::add(p, q); });
        case SUBTRACT: return run([](T p, T q) { return A::subtract(p, q); });
        case MULTIPLY: return run([](T p, T q) { return A::multiply(p, q); });
        case DIVIDE: return run([](T p, T q) { return A::divide(p, q); });
        case MAXIMUM: return run([](T p, T q) { return A::maximum(p, q); });
        case MINIMUM: return run([](T p, T q) { return A::minimum(p, q); });
        case POWER: return run([](T p, T q) { return A::power(p, q); });
        case SQUARED_DIFFERENCE: return run([](T p, T q) { return A::multiply(A::subtract(p, q), A::subtract(p, q)); });
        case FLOOR_DIVIDE: return run([](T p, T q) { return A::floor_divide(p, q); });
        case MOD: return run([](T p, T q) { return A::mod(p, q); });
        case ATAN2: return run([](T p, T q) { return A::atan2(p, q); });
    }
}

template <class T>
void binary_comparison(const mk_context* ctx, int64_t function, binary_job& job) {
    const auto run = [&](auto f) { run_binary_plain<T, uint8_t>(ctx, job, f, row_bool<T, decltype(f)>); };
    switch (function) {
        case EQUAL: return run([](T p, T q) -> uint8_t { return p == q; });
        case NOT_EQUAL: return run([](T p, T q) -> uint8_t { return p != q; });
        case GREATER: return run([](T p, T q) -> uint8_t { return p > q; });
        case GREATER_EQUAL: return run([](T p, T q) -> uint8_t { return p >= q; });
        case LESS: return run([](T p, T q) -> uint8_t { return p < q; });
        case LESS_EQUAL: return run([](T p, T q) -> uint8_t { return p <= q; });
        case LOGICAL_AND: return run([](T p, T q) -> uint8_t { return (p != 0) & (q != 0); });
        case LOGICAL_OR: return run([](T p, T q) -> uint8_t { return (p != 0) | (q != 0); });
        case LOGICAL_XOR: return run([](T p, T q) -> uint8_t { return (p != 0) ^ (q != 0); });
    }
}

}  // namespace

MK_KERNEL(binary) {
    const int64_t function = w[0], type = w[1], clamp = w[2];
    const double low = mk_double(w[3]), high = mk_double(w[4]);
    binary_job job;
    job.a = (const char*)mk_resolve(ctx, w[5]);
    job.b = (const char*)mk_resolve(ctx, w[6]);
    job.y = (char*)mk_resolve(ctx, w[7]);
    job.x_bytes = job.y_bytes = 4;
    job.shape = broadcast<2>::parse(w + 8);
    if (function >= EQUAL) {
        switch (type) {
            case MK_F32: return binary_comparison<float>(ctx, function, job);
            case MK_F64: return binary_comparison<double>(ctx, function, job);
            case MK_I32: return binary_comparison<int32_t>(ctx, function, job);
            case MK_I64: return binary_comparison<int64_t>(ctx, function, job);
            default: return binary_comparison<uint8_t>(ctx, function, job);
        }
    }
    if (type == MK_F32) {
        const auto run = [&](auto f) { run_binary_f32(ctx, job, f); };
        const auto run_clamped = [&](auto f) {
            with_clamp(clamp, low, high, [&](auto g) { run_binary_f32(ctx, job, clamped<decltype(f), decltype(g)>{f, g}); });
        };
        switch (function) {
            case ADD: return run_clamped(add_op{});
            case SUBTRACT: return run_clamped(subtract_op{});
            case MULTIPLY: return run_clamped(multiply_op{});
            case DIVIDE: return run(divide_op{});
            case MAXIMUM: return run(maximum_op{});
            case MINIMUM: return run(minimum_op{});
            case SQUARED_DIFFERENCE: return run(squared_difference_op{});
            default: return binary_arithmetic<float>(ctx, function, job);
        }
    }
    if (type == MK_F64) return binary_arithmetic<double>(ctx, function, job);
    if (type == MK_I32) return binary_arithmetic<int32_t>(ctx, function, job);
    binary_arithmetic<int64_t>(ctx, function, job);
}
