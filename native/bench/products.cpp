// GFLOP/s of products, convolutions and recurrences, one thread, minimum of many runs, by OpenBLAS and by every instruction set; see run.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <functional>
#include <string>
#include <vector>

#include "markhor.h"

// The shim exports nothing else; it looks at neither argument.
extern "C" int64_t Java_dev_markhor_binding_OpenBlasLibrary_table(void*, void*);

namespace {

double now() {
    timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);  // this thread works alone: who else runs does not count
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int64_t bits(double x) {
    int64_t word;
    memcpy(&word, &x, 8);
    return word;
}

// Arrays by table index, and a program over them.
struct bench {
    std::vector<int64_t> table, words;
    std::vector<void*> owned;

    ~bench() {
        for (void* memory : owned) mk_free(memory);
    }
    int64_t array(int64_t floats, bool fill = true) {
        float* p = (float*)mk_alloc(floats * 4 + 64);
        owned.push_back(p);
        for (int64_t i = 0; i < floats; i++) p[i] = fill ? (float)(rand() % 2000 - 1000) * 1e-3f : 0;
        table.push_back((int64_t)p);
        return 2ll << 56 | ((int64_t)table.size() - 1);
    }
    void add(int opcode, std::vector<int64_t> operands) {
        words.push_back(opcode | (int64_t)operands.size() << 32);
        words.insert(words.end(), operands.begin(), operands.end());
    }
    void run() { mk_run(words.data(), (int64_t)words.size(), nullptr, table.data(), nullptr, nullptr); }
    // Milliseconds of one run.
    double time() {
        double best = 1e9, end = now() + 0.15;
        for (int i = 0; i < 3 || now() < end; i++) {
            double t = now();
            run();
            t = now() - t;
            if (t < best) best = t;
        }
        return best * 1e3;
    }
};

std::vector<int64_t> operator+(std::vector<int64_t> a, const std::vector<int64_t>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

std::vector<int64_t> epilogue(int64_t bias) { return {bias, 0, 21, bits(0), bits(6), bits(0)}; }

const char* const ISAS[] = {"portable", "avx2", "avx512"};

// Prints a line: name, OpenBLAS if there is a program for it, each instruction set.
void line(const std::string& name, double flops, const std::function<void(bench&)>& native, const std::function<void(bench&)>& blas) {
    printf("%-34s", name.c_str());
    double openblas = 0;
    if (blas) {
        bench b;
        blas(b);
        openblas = b.time();
        printf(" openblas %8.3f ms %5.1f", openblas, flops / openblas * 1e-6);
    }
    for (int isa = 1; isa <= MK_AVX512; isa++) {
        if (mk_force_isa(isa) != 0) continue;
        bench b;
        native(b);
        double ms = b.time();
        printf(" | %s %8.3f ms %5.1f GFLOP/s", ISAS[isa], ms, flops / ms * 1e-6);
        if (blas) printf(" x%.2f", openblas / ms);
    }
    printf("\n");
    fflush(stdout);
}

int64_t packed(bench& b, int64_t k, int64_t n, int64_t groups) {
    int64_t columns = n / groups, source = b.array(k * n), target = b.array((columns + 15) / 16 * 16 * k * groups, false);
    b.add(100, {0, 0, source, target, groups, columns, 1, 0, k, n, columns, 1});
    b.run();
    b.words.clear();
    return target;
}

void product(const char* name, int64_t m, int64_t n, int64_t k) {
    char text[80];
    snprintf(text, sizeof text, "%s %ld %ld %ld", name, (long)m, (long)n, (long)k);
    line(text, 2.0 * m * n * k,
         [=](bench& b) {
             int64_t w = packed(b, k, n, 1);
             b.add(101, std::vector<int64_t>{0, b.array(m * k), w, b.array(m * n)} + epilogue(b.array(n)) +
                            std::vector<int64_t>{m, n, k, k, n});
         },
         [=](bench& b) {
             b.add(110, std::vector<int64_t>{0, 0, 0, b.array(m * k), k, 0, 0, b.array(k * n), n, 0, 0, b.array(m * n), n, 0, 0} +
                            epilogue(b.array(n)) + std::vector<int64_t>{1, 1, m, n, k});
         });
}

// Pairs of matrices, the right ones transposed: attention's scores.
void pairs(int64_t count, int64_t m, int64_t n, int64_t k) {
    char text[80];
    snprintf(text, sizeof text, "pairs %ld x %ld %ld %ld", (long)count, (long)m, (long)n, (long)k);
    auto views = [=](bench& b) {
        return std::vector<int64_t>{0, 0, 1, b.array(count * m * k), k, 0, m * k, b.array(count * n * k), k, 0, n * k,
                                    b.array(count * m * n), n, 0, m * n};
    };
    int64_t bytes = (n + 15) / 16 * 64 * k, at_once = std::max<int64_t>(1, std::min(count, (1 << 18) / bytes));
    line(text, 2.0 * count * m * n * k,
         [=](bench& b) {
             std::vector<int64_t> words = views(b);
             words.push_back(b.array(at_once * bytes / 4));
             b.add(105, words + std::vector<int64_t>{0, 0, 0, 0, 0, 0} + std::vector<int64_t>{1, count, m, n, k, at_once});
         },
         [=](bench& b) { b.add(110, views(b) + std::vector<int64_t>{0, 0, 0, 0, 0, 0} + std::vector<int64_t>{1, count, m, n, k}); });
}

std::vector<int64_t> space(int64_t in, int64_t kernel, int64_t stride, int64_t out) {
    int64_t total = (out - 1) * stride + kernel - in, before = total > 0 ? total / 2 : 0;
    std::vector<int64_t> axis = {in, out, kernel, stride, 1, before};
    return std::vector<int64_t>{1, 1, 1, 1, 1, 0} + axis + axis;
}

void convolution(const char* name, int64_t in, int64_t channels, int64_t filters, int64_t kernel, int64_t stride) {
    int64_t out = (in + stride - 1) / stride, k = kernel * kernel * channels;
    char text[80];
    snprintf(text, sizeof text, "%s %ldx%ld %ld-%ld %ldx%ld/%ld", name, (long)in, (long)in, (long)channels, (long)filters, (long)kernel,
             (long)kernel, (long)stride);
    std::vector<int64_t> axes = space(in, kernel, stride, out);
    line(text, 2.0 * out * out * filters * k,
         [=](bench& b) {
             int64_t w = packed(b, k, filters, 1);
             b.add(102, std::vector<int64_t>{0, b.array(in * in * channels), w, b.array(out * out * filters)} +
                            epilogue(b.array(filters)) + std::vector<int64_t>{1, channels, filters, 1} + axes);
         },
         [=](bench& b) {
             int64_t rows = std::min(out * out, std::max<int64_t>(16, (1 << 20) / (k * 4)));
             int64_t slots = std::min<int64_t>(8, (out * out + rows - 1) / rows), bytes = (rows * k * 4 + 63) / 64 * 64;
             b.add(111, std::vector<int64_t>{0, b.array(in * in * channels), b.array(k * filters), b.array(out * out * filters),
                                             b.array(slots * bytes / 4)} +
                            epilogue(b.array(filters)) + std::vector<int64_t>{1, channels, filters, 1} + axes +
                            std::vector<int64_t>{rows, slots, bytes});
         });
}

void winograd(int64_t in, int64_t channels, int64_t filters) {
    char text[80];
    snprintf(text, sizeof text, "winograd %ldx%ld %ld-%ld", (long)in, (long)in, (long)channels, (long)filters);
    line(text, 2.0 * in * in * filters * channels * 9,
         [=](bench& b) {
             int64_t columns = (filters + 15) / 16 * 16, source = b.array(9 * channels * filters);
             int64_t w = b.array(36 * channels * columns, false), tiles = (in + 3) / 4 * ((in + 3) / 4);
             b.add(106, {source, w, channels, filters});
             b.run();
             b.words.clear();
             int64_t row = (channels + 15) / 16 * 16 + columns + 32;
             int64_t at_once = std::max<int64_t>(16, std::min<int64_t>(64, (3 << 19) / (36 * row * 4)));
             if (36 * 4 * channels * filters > 4 << 20) at_once = 64;
             if (getenv("TILES")) at_once = atoi(getenv("TILES"));
             at_once = std::min(at_once, tiles);
             std::vector<int64_t> axis = {in, in, 3, 1, 1, 1};
             b.add(107, std::vector<int64_t>{b.array(in * in * channels), w, b.array(in * in * filters)} +
                            epilogue(b.array(filters)) + std::vector<int64_t>{1, channels, filters} + axis + axis +
                            std::vector<int64_t>{b.array(36 * (at_once * row + 96)), at_once});
         },
         nullptr);
}

void depthwise(const char* name, int64_t in, int64_t channels, int64_t kernel, int64_t stride) {
    int64_t out = (in + stride - 1) / stride;
    char text[80];
    snprintf(text, sizeof text, "%s %ldx%ld %ld %ldx%ld/%ld", name, (long)in, (long)in, (long)channels, (long)kernel, (long)kernel,
             (long)stride);
    line(text, 2.0 * out * out * channels * kernel * kernel,
         [=](bench& b) {
             b.add(104, std::vector<int64_t>{0, b.array(in * in * channels), b.array(kernel * kernel * channels),
                                             b.array(out * out * channels)} +
                            epilogue(b.array(channels)) + std::vector<int64_t>{1, channels, 1} + space(in, kernel, stride, out));
         },
         nullptr);
}

// A recurrent layer of `gates` (4: LSTM, 3: GRU) over a sequence, its input projected; flops are those of the product with the state.
void recurrence(int64_t gates, int64_t batch, int64_t steps, int64_t units) {
    char text[80];
    snprintf(text, sizeof text, "%s recurrence %ld x %ld %ld", gates == 4 ? "lstm" : "gru", (long)batch, (long)steps, (long)units);
    line(text, 2.0 * batch * steps * units * units * gates,
         [=](bench& b) {
             int64_t padded = (units + 15) / 16 * 16, source = b.array(units * units * gates);
             float* values = (float*)b.table[source & 0xffffff];
             for (int64_t i = 0; i < units * units * gates; i++) values[i] *= 0.05f;
             int64_t packed = b.array(units * padded * gates, false), states = batch * units;
             b.add(100, {0, 0, source, packed, gates, units, 1, 0, units, gates * units, units, 1});
             b.run();
             b.words.clear();
             b.add(108, std::vector<int64_t>{1, gates == 4 ? 1 : 2, 0, b.array(batch * steps * gates * units), packed,
                                             gates == 4 ? 0 : b.array(gates * units), 0, 0, 0, b.array(batch * steps * units),
                                             b.array(states), b.array(states), b.array(padded * (batch * (3 + gates) + gates)),
                                             batch, steps, units, 0, 0, 14, 0, 0, 0, 15, 0, 0, 0});
         },
         nullptr);
}

bool wanted(int count, char** words, const char* name) {
    for (int i = 1; i < count; i++) {
        if (strstr(name, words[i])) return true;
    }
    return count == 1;
}

}  // namespace

int main(int count, char** words) {
    mk_set_blas((const void*)Java_dev_markhor_binding_OpenBlasLibrary_table(nullptr, nullptr));
    if (wanted(count, words, "product")) {
        product("square", 1024, 1024, 1024);
        product("1x1", 3136, 64, 64);
        product("1x1", 3136, 256, 64);
        product("1x1", 784, 128, 512);
        product("1x1", 196, 1024, 256);
        product("1x1", 196, 256, 1024);
        product("1x1", 49, 2048, 512);
        product("mobile", 12544, 16, 32);
        product("mobile", 12544, 96, 16);
        product("mobile", 3136, 24, 96);
        product("mobile", 784, 192, 32);
        product("mobile", 196, 64, 384);
        product("mobile", 49, 960, 160);
        product("attention", 128, 384, 384);
        product("bert", 128, 768, 768);
        product("dense", 32, 1000, 2048);
        product("dense", 8, 1024, 1024);
    }
    if (wanted(count, words, "row")) {
        product("row", 1, 512, 784);
        product("row", 1, 1000, 2048);
        product("row", 1, 4096, 4096);
        product("row", 4, 1024, 1024);
    }
    if (wanted(count, words, "pairs")) {
        pairs(12, 128, 128, 64);
        pairs(6, 128, 128, 64);
        pairs(12, 512, 512, 64);
        pairs(8, 17, 17, 32);
    }
    if (wanted(count, words, "few")) {
        product("few", 49, 512, 2048);
        product("few", 49, 2048, 512);
        product("few", 49, 512, 4608);
        product("few", 32, 1000, 2048);
        product("few", 1, 1000, 2048);
        product("few", 1, 4096, 4096);
        convolution("few", 7, 512, 512, 3, 1);
    }
    if (wanted(count, words, "one")) convolution("one channel", 64, 1, 8, 3, 1);
    if (wanted(count, words, "convolution")) {
        convolution("stem", 224, 3, 64, 7, 2);
        convolution("stem", 224, 3, 32, 3, 2);
        convolution("one channel", 64, 1, 8, 3, 1);
        convolution("3x3", 56, 64, 64, 3, 1);
        convolution("3x3", 28, 128, 128, 3, 1);
        convolution("3x3", 14, 256, 256, 3, 1);
        convolution("3x3", 7, 512, 512, 3, 1);
        convolution("3x3", 112, 64, 128, 3, 1);
        convolution("3x3", 28, 512, 512, 3, 1);
        convolution("3x3", 14, 512, 512, 3, 1);
        convolution("3x3", 224, 64, 64, 3, 1);
        convolution("1x1/2", 56, 256, 128, 1, 2);
        convolution("small", 32, 16, 16, 3, 1);
    }
    if (wanted(count, words, "winograd")) {
        winograd(224, 64, 64);
        winograd(112, 64, 128);
        winograd(56, 64, 64);
        winograd(28, 128, 128);
        winograd(14, 256, 256);
        winograd(28, 512, 512);
        winograd(14, 512, 512);
        winograd(7, 512, 512);
        winograd(64, 32, 32);
    }
    if (wanted(count, words, "depthwise")) {
        depthwise("depthwise", 112, 32, 3, 1);
        depthwise("depthwise", 112, 96, 3, 2);
        depthwise("depthwise", 56, 144, 3, 1);
        depthwise("depthwise", 28, 192, 3, 1);
        depthwise("depthwise", 14, 576, 3, 1);
        depthwise("depthwise", 7, 960, 3, 1);
        depthwise("depthwise", 14, 480, 5, 1);
    }
    if (wanted(count, words, "recurrence")) {
        for (int64_t batch : {1, 8}) {
            recurrence(4, batch, 100, 256);
            recurrence(3, batch, 200, 128);
            recurrence(4, batch, 50, 32);
        }
    }
    return 0;
}
