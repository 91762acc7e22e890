// Convolves each channel by itself; channels run through the vector lanes, a few results of a row side by side.
//   words: type (f32, f64), x, weights [taps, channels, multiplier], y, epilogue, batch, channels, multiplier, axes depth, height, width
#include "depthwise_job.inl"
#include "strip.inl"

namespace {

// CV vectors of channels by OW results; the last vector has `lanes` channels if it is partial.
template <class T, int OW, int CV, bool partial>
__attribute__((noinline)) void depthwise_tile(const depthwise_job<T>& job, const depthwise_row& row, int64_t column, int64_t channel,
                                              tap_range widths, int64_t lanes) {
    typedef vec<T> V;
    constexpr int L = kLanes<T>;
    const int64_t channels = job.channels;
    auto get = [&](const T* p, int v) __attribute__((always_inline)) { return partial && v == CV - 1 ? load_some(p + v * L, lanes) : load(p + v * L); };
    V c[OW][CV];
    MK_UNROLL for (int v = 0; v < CV; v++) {
        const V bias = job.out.bias ? get(job.out.bias + channel, v) : V{};
        MK_UNROLL for (int o = 0; o < OW; o++) c[o][v] = bias;
    }
    const int64_t place = (row.y + column) * channels + channel;
    if (job.out.residual) {
        MK_UNROLL for (int o = 0; o < OW; o++)
            MK_UNROLL for (int v = 0; v < CV; v++) c[o][v] += get(job.out.residual + place + o * channels, v);
    }
    const int64_t step = job.width.stride * channels, tap_step = job.width.dilation * channels;
    const int64_t first = column * job.width.stride - job.width.before + widths.from * job.width.dilation;
    for (int64_t td = row.depths.from; td < row.depths.to; td++)
        for (int64_t th = row.heights.from; th < row.heights.to; th++) {
            const int64_t pixels = (row.depth + td * job.depth.dilation) * job.height.in + row.height + th * job.height.dilation;
            const T* x = job.x + (row.image + pixels * job.width.in + first) * channels + channel;
            const T* w = job.weights + ((td * job.height.kernel + th) * job.width.kernel + widths.from) * channels + channel;
            for (int64_t tw = widths.from; tw < widths.to; tw++, x += tap_step, w += channels) {
                V f[CV];
                MK_UNROLL for (int v = 0; v < CV; v++) f[v] = get(w, v);
                MK_UNROLL for (int o = 0; o < OW; o++)
                    MK_UNROLL for (int v = 0; v < CV; v++) c[o][v] += f[v] * get(x + o * step, v);
            }
        }
    const V low = spread<T>(job.out.low), high = spread<T>(job.out.high);
    MK_UNROLL for (int o = 0; o < OW; o++)
        MK_UNROLL for (int v = 0; v < CV; v++) {
            const V r = clamp<T>(c[o][v], low, high);
            T* y = job.y + place + o * channels + v * L;
            if (partial && v == CV - 1) store_some(y, r, lanes);
            else store(y, r);
        }
}

constexpr int kColumns = 6, kChannelVectors = 2;

template <class T>
using depthwise_function = void (*)(const depthwise_job<T>&, const depthwise_row&, int64_t, int64_t, tap_range, int64_t);
#define MK_TILES(...) \
    {nullptr, depthwise_tile<T, 1, __VA_ARGS__>, depthwise_tile<T, 2, __VA_ARGS__>, depthwise_tile<T, 3, __VA_ARGS__>, \
     depthwise_tile<T, 4, __VA_ARGS__>, depthwise_tile<T, 5, __VA_ARGS__>, depthwise_tile<T, 6, __VA_ARGS__>}
template <class T>
constexpr depthwise_function<T> kWholeTiles[kColumns + 1] = MK_TILES(kChannelVectors, false);
template <class T>
constexpr depthwise_function<T> kNarrowTiles[kColumns + 1] = MK_TILES(1, true);
#undef MK_TILES

template <class T>
void depthwise_columns(const depthwise_job<T>& job, const depthwise_row& row, int64_t column, int count, tap_range widths) {
    constexpr int64_t whole = kChannelVectors * kLanes<T>;
    int64_t channel = 0;
    for (; channel + whole <= job.channels; channel += whole) kWholeTiles<T>[count](job, row, column, channel, widths, 0);
    for (int64_t left; (left = job.channels - channel) > 0; channel += kLanes<T>) {
        kNarrowTiles<T>[count](job, row, column, channel, widths, left < kLanes<T> ? left : kLanes<T>);
    }
}

// Several results for each channel: rare, and plain.
template <class T>
void multiplied_column(const depthwise_job<T>& job, const depthwise_row& row, int64_t column, tap_range widths) {
    const int64_t channels = job.channels, multiplier = job.multiplier, filters = job.filters();
    const int64_t place = (row.y + column) * filters;
    T* y = job.y + place;
    for (int64_t f = 0; f < filters; f++)
        y[f] = (job.out.bias ? job.out.bias[f] : 0) + (job.out.residual ? job.out.residual[place + f] : 0);
    for (int64_t td = row.depths.from; td < row.depths.to; td++)
        for (int64_t th = row.heights.from; th < row.heights.to; th++)
            for (int64_t tw = widths.from; tw < widths.to; tw++) {
                const int64_t d = row.depth + td * job.depth.dilation, h = row.height + th * job.height.dilation;
                const int64_t at = column * job.width.stride - job.width.before + tw * job.width.dilation;
                const T* x = job.x + (row.image + (d * job.height.in + h) * job.width.in + at) * channels;
                const T* w = job.weights + ((td * job.height.kernel + th) * job.width.kernel + tw) * filters;
                for (int64_t c = 0; c < channels; c++)
                    for (int64_t m = 0; m < multiplier; m++) y[c * multiplier + m] += x[c] * w[c * multiplier + m];
            }
    for (int64_t f = 0; f < filters; f++) {
        const T v = job.out.low > y[f] ? job.out.low : y[f];
        y[f] = job.out.high < v ? job.out.high : v;
    }
}

template <class T>
void depthwise_rows(void* arg, int64_t begin, int64_t end) {
    const depthwise_job<T>& job = *(const depthwise_job<T>*)arg;
    if (strips(job, begin, end)) return;
    const conv_axis& wide = job.width;
    int64_t inner_from = 0, inner_to = wide.out;  // columns whose windows lie in the input
    while (inner_from < inner_to && !tap_range::of(wide, inner_from).whole(wide)) inner_from++;
    while (inner_to > inner_from && !tap_range::of(wide, inner_to - 1).whole(wide)) inner_to--;
    const int64_t inner = inner_to - inner_from, groups = (inner + kColumns - 1) / kColumns;
    for (int64_t i = begin; i < end; i++) {
        const depthwise_row row = depthwise_row::of(job, i);
        auto single = [&](int64_t column) {
            if (job.multiplier == 1) depthwise_columns(job, row, column, 1, tap_range::of(wide, column));
            else multiplied_column(job, row, column, tap_range::of(wide, column));
        };
        for (int64_t column = 0; column < inner_from; column++) single(column);
        for (int64_t g = 0; g < groups; g++) {
            const int64_t from = inner_from + inner * g / groups, to = inner_from + inner * (g + 1) / groups;
            if (job.multiplier == 1) {
                depthwise_columns(job, row, from, (int)(to - from), {0, wide.kernel});
            } else {
                for (int64_t column = from; column < to; column++) single(column);
            }
        }
        for (int64_t column = inner_to; column < wide.out; column++) single(column);
        job.out.finish(job.y + row.y * job.filters(), wide.out * job.filters());
    }
}

template <class T>
void depthwise(const mk_context* ctx, const int64_t* w) {
    const int64_t* sizes = w + 4 + kEpilogueWords;
    const int64_t* axes = sizes + 3;
    depthwise_job<T> job = {(const T*)mk_resolve(ctx, w[1]), (const T*)mk_resolve(ctx, w[2]), (T*)mk_resolve(ctx, w[3]),
                            epilogue<T>::parse(ctx, w + 4), sizes[1], sizes[2],
                            conv_grid::axis(axes), conv_grid::axis(axes + kAxisWords), conv_grid::axis(axes + 2 * kAxisWords)};
    const int64_t flops = 2 * job.width.out * job.filters() * job.depth.kernel * job.height.kernel * job.width.kernel;
    mk_parallel(ctx, sizes[0] * job.depth.out * job.height.out, 1 + (1 << 17) / (flops + 1), depthwise_rows<T>, &job);
}

}  // namespace

MK_KERNEL(depthwise_convolution) {
    if (w[0] == MK_F64) depthwise<double>(ctx, w);
    else depthwise<float>(ctx, w);
}
