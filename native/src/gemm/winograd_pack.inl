// Kernels for Winograd's convolutions.
//   words: source [height, width, channels, filters], packed, channels, filters, scale: one factor for each filter, or none,
//          kernel height, kernel width
// Packed: [point][panel][group of taps, channel][column]: 36 points for kernels in two dimensions, 6 for those in one.
#include <string.h>

#include "../kernel.h"
#include "winograd_transform.inl"

namespace {

struct winograd_pack_job {
    const float *source, *scale;
    float* packed;
    int64_t channels, filters, high, wide, groups;
};

// One channel and group of up to a panel of filters.
template <class High, class Wide>
void winograd_pack_row(const winograd_pack_job& job, int64_t channel, int64_t group, int64_t column, float* target) {
    constexpr int lanes = kLanes<double>, points = High::points * Wide::points;
    const int64_t left = job.filters - column, width = left < kPanel<float> ? left : kPanel<float>;
    const int64_t first_high = High::taps > 1 ? group * High::taps : 0, first_wide = Wide::taps > 1 ? group * Wide::taps : 0;
    alignas(64) double taps[High::taps * Wide::taps][kPanel<float>] = {};
    alignas(64) float sums[points][kPanel<float>];
    for (int h = 0; h < High::taps; h++)
        for (int w = 0; w < Wide::taps; w++) {
            if (first_high + h >= job.high || first_wide + w >= job.wide) continue;
            const int64_t tap = (first_high + h) * job.wide + first_wide + w;
            const float* source = job.source + (tap * job.channels + channel) * job.filters + column;
            for (int64_t j = 0; j < width; j++) {
                taps[h * Wide::taps + w][j] = job.scale ? source[j] * job.scale[column + j] : source[j];
            }
        }
    for (int from = 0; from < kPanel<float>; from += lanes) {
        vec<double> g[High::taps * Wide::taps], half[Wide::taps * High::points], u[Wide::points];
        for (int t = 0; t < High::taps * Wide::taps; t++) g[t] = load(taps[t] + from);
        for (int w = 0; w < Wide::taps; w++) transform_taps<High::taps>(g + w, Wide::taps, half + w * High::points);
        for (int p = 0; p < High::points; p++) {
            transform_taps<Wide::taps>(half + p, High::points, u);
            for (int q = 0; q < Wide::points; q++)
                for (int j = 0; j < lanes; j++) sums[p * Wide::points + q][from + j] = (float)u[q][j];
        }
    }
    const int64_t matrix = whole_panels(job.filters) * job.channels * job.groups;
    for (int i = 0; i < points; i++) memcpy(target + i * matrix, sums[i], kPanelBytes);
}

// Channels and groups of all panels.
void winograd_pack_part(void* arg, int64_t begin, int64_t end) {
    const winograd_pack_job& job = *(const winograd_pack_job*)arg;
    with_sides(job.high, job.wide, [&](auto high, auto wide) {
        const int64_t rows = job.channels * job.groups;
        for (int64_t i = begin; i < end; i++) {
            const int64_t panel = i / rows, row = i % rows;
            winograd_pack_row<decltype(high), decltype(wide)>(job, row % job.channels, row / job.channels, panel * kPanel<float>,
                                                              job.packed + i * kPanel<float>);
        }
    });
}

}  // namespace

MK_KERNEL(winograd_pack) {
    winograd_pack_job job = {(const float*)mk_resolve(ctx, w[0]), (const float*)mk_resolve(ctx, w[4]), (float*)mk_resolve(ctx, w[1]), w[2], w[3],
                             w[5], w[6], winograd_groups(w[5], w[6])};
    mk_parallel(ctx, whole_panels(job.filters) / kPanel<float> * job.channels * job.groups, 16, winograd_pack_part, &job);
}
