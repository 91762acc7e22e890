#include "part.h"

#include <H5FDdevelop.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

namespace {

struct opened {
    H5FD_t base;  // HDF5's own; first
    mkh_part part;
    haddr_t eoa;
};

// HDF5 frees what it gets.
void* get_part(H5FD_t* base) {
    mkh_part* copy = (mkh_part*)malloc(sizeof(mkh_part));
    if (copy) *copy = ((opened*)base)->part;
    return copy;
}

H5FD_t* open_part(const char*, unsigned flags, hid_t fapl, haddr_t) {
    const mkh_part* part = (const mkh_part*)H5Pget_driver_info(fapl);
    if (!part || flags & (H5F_ACC_RDWR | H5F_ACC_TRUNC | H5F_ACC_CREAT)) return nullptr;
    opened* file = (opened*)calloc(1, sizeof(opened));
    if (!file) return nullptr;
    file->part = *part;
    file->part.fd = dup(part->fd);
    if (file->part.fd < 0) {
        free(file);
        return nullptr;
    }
    return &file->base;
}

herr_t close_part(H5FD_t* base) {
    opened* file = (opened*)base;
    close(file->part.fd);
    free(file);
    return 0;
}

int compare(const H5FD_t* a, const H5FD_t* b) {
    const mkh_part &x = ((const opened*)a)->part, &y = ((const opened*)b)->part;
    if (x.device != y.device) return x.device < y.device ? -1 : 1;
    if (x.inode != y.inode) return x.inode < y.inode ? -1 : 1;
    if (x.base != y.base) return x.base < y.base ? -1 : 1;
    return 0;
}

herr_t query(const H5FD_t*, unsigned long* flags) {
    if (flags) *flags = H5FD_FEAT_DATA_SIEVE;
    return 0;
}

haddr_t get_eoa(const H5FD_t* base, H5FD_mem_t) { return ((const opened*)base)->eoa; }

herr_t set_eoa(H5FD_t* base, H5FD_mem_t, haddr_t eoa) {
    ((opened*)base)->eoa = eoa;
    return 0;
}

haddr_t get_eof(const H5FD_t* base, H5FD_mem_t) { return (haddr_t)((const opened*)base)->part.length; }

// Beyond the part there are zeros, as HDF5 expects of any driver; a file that ends before its part does is an error.
herr_t read(H5FD_t* base, H5FD_mem_t, hid_t, haddr_t address, size_t size, void* buffer) {
    const mkh_part& part = ((opened*)base)->part;
    char* to = (char*)buffer;
    uint64_t length = (uint64_t)part.length;
    size_t inside = address >= length ? 0 : length - address < size ? (size_t)(length - address) : size;
    memset(to + inside, 0, size - inside);
    off_t at = (off_t)(part.base + (int64_t)address);
    while (inside > 0) {
        ssize_t n = pread(part.fd, to, inside, at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return -1;
        to += n;
        at += n;
        inside -= (size_t)n;
    }
    return 0;
}

herr_t write(H5FD_t*, H5FD_mem_t, hid_t, haddr_t, size_t, const void*) { return -1; }

H5FD_class_t make_class() {
    H5FD_class_t c;
    memset(&c, 0, sizeof c);
    c.version = H5FD_CLASS_VERSION;
    c.value = (H5FD_class_value_t)0x4d4b;  // above what the HDF Group reserves
    c.name = "markhor_part";
    c.maxaddr = (haddr_t)INT64_MAX;
    c.fc_degree = H5F_CLOSE_STRONG;
    c.fapl_size = sizeof(mkh_part);
    c.fapl_get = get_part;
    c.open = open_part;
    c.close = close_part;
    c.cmp = compare;
    c.query = query;
    c.get_eoa = get_eoa;
    c.set_eoa = set_eoa;
    c.get_eof = get_eof;
    c.read = read;
    c.write = write;
    for (int i = 0; i < H5FD_MEM_NTYPES; i++) c.fl_map[i] = H5FD_MEM_DEFAULT;
    return c;
}

H5FD_class_t driver_class;
hid_t driver = -1;

}  // namespace

hid_t mkh_part_driver() {
    if (driver < 0) {
        driver_class = make_class();
        driver = H5FDregister(&driver_class);
    }
    return driver;
}
