// The tiles of AVX-512 on any processor: vectors of 64 bytes that the compiler takes apart.
#define MK_ISA wide
#pragma GCC optimize("O0")  // taken apart, these tiles are code that takes a minute to optimise
#define MK_TEST_VECTOR_BYTES 64
#include "epilogue/epilogue.inl"
#include "gemm/pack.inl"
#include "gemm/product.inl"

#include <math.h>
#include <stdio.h>

#include <vector>

namespace {

int failures;

template <class T>
std::vector<T> random_values(size_t n) {
    static unsigned state = 1;
    std::vector<T> values(n);
    for (T& value : values) {
        state = state * 1664525u + 1013904223u;
        value = (T)((int)(state >> 16) % 1001 - 500) / 500;
    }
    return values;
}

int64_t table_operand(int64_t index) { return 2ll << 56 | index; }

template <class T>
void check(int64_t type, int64_t m, int64_t n, int64_t k) {
    std::vector<T> a = random_values<T>((size_t)(m * k)), b = random_values<T>((size_t)(k * n)), bias = random_values<T>((size_t)n);
    std::vector<T> residual = random_values<T>((size_t)(m * n)), y((size_t)(m * n));
    T* packed = (T*)aligned_alloc(64, (size_t)((n + kPanel<T> - 1) / kPanel<T> * k * 64 + 64));
    int64_t table[] = {(int64_t)a.data(), (int64_t)b.data(), (int64_t)packed, (int64_t)y.data(), (int64_t)bias.data(), (int64_t)residual.data()};
    mk_context context = {nullptr, table, nullptr};
    int64_t pack_words[] = {0, type, table_operand(1), table_operand(2), 1, 0, 1, 0, k, n, n, 1, 0};
    mk_pack_wide(&context, pack_words);
    int64_t words[] = {type, table_operand(0), table_operand(2), table_operand(3), table_operand(4), table_operand(5), 0, 0, 0, 0, m, n, k, k, n};
    mk_product_wide(&context, words);
    const double tolerance = type == 0 ? 1e-5 : 1e-13;
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) {
            double expected = (double)bias[(size_t)j] + (double)residual[(size_t)(i * n + j)], scale = 1;
            for (int64_t p = 0; p < k; p++) {
                const double term = (double)a[(size_t)(i * k + p)] * (double)b[(size_t)(p * n + j)];
                expected += term;
                scale += fabs(term);
            }
            const double actual = (double)y[(size_t)(i * n + j)];
            if (!(fabs(actual - expected) <= tolerance * scale)) {
                if (failures++ < 10) printf("%ldx%ldx%ld type %ld at %ld,%ld: %g, not %g\n", m, n, k, type, i, j, actual, expected);
            }
        }
    free(packed);
}

}  // namespace

int main() {
    const int64_t sizes[] = {1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 16, 17, 31, 33, 49, 67, 130};
    for (int64_t m : sizes)
        for (int64_t n : sizes) {
            check<float>(0, m, n, 1 + (m * 5 + n * 3) % 40);
            check<double>(1, m, n, 1 + (m * 3 + n * 5) % 40);
        }
    check<float>(0, 14, 100, 1100);
    check<double>(1, 14, 100, 1100);
    printf("wide tiles: %s\n", failures ? "FAILED" : "ok");
    return failures != 0;
}
