// Narrow, locked access to HDF5; see markhor.h.
#include <errno.h>
#include <fcntl.h>
#include <hdf5.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "beside.h"
#include "markhor.h"
#include "part.h"
#include "shim.h"

pthread_mutex_t mkh_mutex = PTHREAD_MUTEX_INITIALIZER;

namespace {

bool ready;

herr_t innermost(unsigned n, const H5E_error2_t* error, void* out) {
    if (n == 0 && error->desc) *(const char**)out = error->desc;
    return 0;
}

}  // namespace

int32_t mkh_fail(char* message, const char* what) {
    char reason[256] = "";
    const char* description = nullptr;
    if (ready) {
        H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, innermost, &description);
        if (description) snprintf(reason, sizeof reason, " (%s)", description);
        H5Eclear2(H5E_DEFAULT);
    }
    snprintf(message, MKH_MESSAGE, "%s%s", what, reason);
    return -1;
}

bool mkh_prepare(char* message) {
    if (ready) return true;
    if (!mk_is_beside((const void*)H5Fopen, (const void*)&ready) || !mk_is_beside((const void*)H5Dread, (const void*)&ready)) {
        mkh_fail(message, "another copy of the HDF5 library stands in front of ours in this process");
        return false;
    }
    // At exit other threads may still be reading; the system cleans up after us.
    H5dont_atexit();
    if (H5open() < 0 || H5PLset_loading_state(0) < 0 || H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr) < 0) {
        mkh_fail(message, "the HDF5 library does not start");
        return false;
    }
    ready = true;
    return true;
}

namespace {

// Every step of the path must be a hard link: soft and external ones lead elsewhere.
bool only_hard_links(hid_t file, const char* path, char* message) {
    char prefix[4096];
    size_t length = strlen(path);
    if (length >= sizeof prefix || path[0] != '/') return mkh_fail(message, "not an absolute path of usual length") == 0;
    for (size_t i = 1; i <= length; i++) {
        if (path[i] != '/' && path[i] != 0) continue;
        memcpy(prefix, path, i);
        prefix[i] = 0;
        H5L_info2_t link;
        if (H5Lget_info2(file, prefix, &link, H5P_DEFAULT) < 0) return mkh_fail(message, "no such path") == 0;
        if (link.type != H5L_TYPE_HARD) return mkh_fail(message, "the path has a soft, external or user-defined link") == 0;
    }
    return true;
}

bool describe(hid_t dataset, int64_t base, mkh_dataset* out, char* message) {
    mkh_id type(H5Dget_type(dataset), H5Tclose), space(H5Dget_space(dataset), H5Sclose);
    mkh_id properties(H5Dget_create_plist(dataset), H5Pclose);
    if (type.bad() || space.bad() || properties.bad()) return mkh_fail(message, "unreadable type or shape") == 0;
    H5T_class_t type_class = H5Tget_class(type);
    switch (type_class) {
        case H5T_INTEGER:
        case H5T_FLOAT:
        case H5T_OPAQUE:
        case H5T_ENUM: break;
        case H5T_STRING:
            if (H5Tis_variable_str(type) == 0) break;
            [[fallthrough]];
        default: return mkh_fail(message, "a type that is not read here") == 0;
    }
    out->type_class = type_class;
    out->is_signed = type_class == H5T_INTEGER && H5Tget_sign(type) == H5T_SGN_2;
    out->size = (int64_t)H5Tget_size(type);
    H5D_layout_t layout = H5Pget_layout(properties);
    if (layout != H5D_COMPACT && layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED) {
        return mkh_fail(message, "a storage layout that is not read here") == 0;
    }
    if (H5Pget_external_count(properties) != 0) return mkh_fail(message, "values in another file") == 0;
    out->layout = layout;
    haddr_t offset = layout == H5D_CONTIGUOUS ? H5Dget_offset(dataset) : HADDR_UNDEF;
    H5Eclear2(H5E_DEFAULT);
    out->offset = offset == HADDR_UNDEF ? -1 : base + (int64_t)offset;
    H5S_class_t kind = H5Sget_simple_extent_type(space);
    int rank = kind == H5S_SCALAR ? 0 : H5Sget_simple_extent_ndims(space);
    if ((kind != H5S_SCALAR && kind != H5S_SIMPLE) || rank < 0 || rank > MKH_MAX_RANK) {
        return mkh_fail(message, "a shape that is not read here") == 0;
    }
    out->rank = rank;
    hsize_t dims[H5S_MAX_RANK] = {};
    if (rank > 0 && H5Sget_simple_extent_dims(space, dims, nullptr) < 0) return mkh_fail(message, "unreadable shape") == 0;
    for (int i = 0; i < MKH_MAX_RANK; i++) out->dims[i] = i < rank ? (int64_t)dims[i] : 0;
    return true;
}

// The product of size and dims, or -1 if it is more than 63 bits hold.
int64_t total(const mkh_dataset& dataset) {
    int64_t bytes = dataset.size;
    for (int i = 0; i < dataset.rank; i++) {
        if (dataset.dims[i] < 0 || __builtin_mul_overflow(bytes, dataset.dims[i], &bytes)) return -1;
    }
    return bytes;
}

int64_t base_of(hid_t file) {
    mkh_id access(H5Fget_access_plist(file), H5Pclose);
    const mkh_part* part = access.bad() ? nullptr : (const mkh_part*)H5Pget_driver_info(access);
    return part ? part->base : 0;
}

}  // namespace

extern "C" {

int64_t mkh_open(const char* path, int64_t base, int64_t length, int64_t file_size, int64_t modified, char* message) {
    mkh_locked lock;
    if (!mkh_prepare(message)) return -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return mkh_fail(message, strerror(errno));
    struct stat status;
    int64_t result = -1;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        mkh_fail(message, "not a regular file");
    } else if (status.st_size != file_size ||
               (modified >= 0 && (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec != modified)) {
        mkh_fail(message, "the file has changed since it was checked");
    } else if (base < 0 || length < 0 || base > file_size - length) {
        mkh_fail(message, "the part is not inside the file");
    } else {
        mkh_part part = {fd, base, length, (uint64_t)status.st_dev, (uint64_t)status.st_ino};
        mkh_id access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
        if (access.bad() || mkh_part_driver() < 0 || H5Pset_driver(access, mkh_part_driver(), &part) < 0) {
            mkh_fail(message, "HDF5 refuses the file driver");
        } else {
            result = H5Fopen("markhor", H5F_ACC_RDONLY, access);
            if (result < 0) result = mkh_fail(message, "HDF5 cannot open the file");
        }
    }
    close(fd);
    return result;
}

int32_t mkh_close(int64_t file, char* message) {
    mkh_locked lock;
    return H5Fclose(file) < 0 ? mkh_fail(message, "HDF5 cannot close the file") : 0;
}

int32_t mkh_describe(int64_t file, const char* path, mkh_dataset* dataset, char* message) {
    mkh_locked lock;
    if (!only_hard_links(file, path, message)) return -1;
    mkh_id opened(H5Dopen2(file, path, H5P_DEFAULT), H5Dclose);
    if (opened.bad()) return mkh_fail(message, "not a dataset");
    return describe(opened, base_of(file), dataset, message) ? 0 : -1;
}

int32_t mkh_read(int64_t file, const char* path, const mkh_dataset* expected, void* target, int64_t bytes, char* message) {
    mkh_locked lock;
    if (!only_hard_links(file, path, message)) return -1;
    mkh_id opened(H5Dopen2(file, path, H5P_DEFAULT), H5Dclose);
    if (opened.bad()) return mkh_fail(message, "not a dataset");
    mkh_dataset found;
    if (!describe(opened, base_of(file), &found, message)) return -1;
    bool same = found.type_class == expected->type_class && found.is_signed == expected->is_signed &&
                found.size == expected->size && found.rank == expected->rank;
    for (int i = 0; same && i < found.rank; i++) same = found.dims[i] == expected->dims[i];
    if (!same) return mkh_fail(message, "type or shape is not what was expected");
    if (total(found) != bytes) return mkh_fail(message, "the target has another size");
    if (bytes == 0) return 0;
    mkh_id stored(H5Dget_type(opened), H5Tclose);
    mkh_id native(stored.bad() ? -1 : H5Tcopy(stored), H5Tclose);
    if (native.bad()) return mkh_fail(message, "unreadable type");
    H5T_order_t order = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? H5T_ORDER_LE : H5T_ORDER_BE;
    bool ordered = found.type_class == MKH_INTEGER || found.type_class == MKH_FLOAT;
    if (ordered && H5Tset_order(native, order) < 0) return mkh_fail(message, "a byte order that is not read here");
    if ((int64_t)H5Tget_size(native) != found.size) return mkh_fail(message, "unreadable type");
    if (H5Dread(opened, native, H5S_ALL, H5S_ALL, H5P_DEFAULT, target) < 0) return mkh_fail(message, "the values cannot be read");
    return 0;
}

}  // extern "C"
