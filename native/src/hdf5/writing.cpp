// Writing of new HDF5 files; see markhor.h. They are of the oldest format, as h5py's are.
#include <string.h>

#include "markhor.h"
#include "shim.h"

namespace {

// One byte each, named as h5py names them.
hid_t booleans() {
    hid_t type = H5Tenum_create(H5T_STD_I8LE);
    int8_t no = 0, yes = 1;
    if (type >= 0 && (H5Tenum_insert(type, "FALSE", &no) < 0 || H5Tenum_insert(type, "TRUE", &yes) < 0)) {
        H5Tclose(type);
        return -1;
    }
    return type;
}

// IEEE's half precision, little-endian.
hid_t halves() {
    hid_t type = H5Tcopy(H5T_IEEE_F32LE);
    if (type >= 0 && (H5Tset_fields(type, 15, 10, 5, 0, 10) < 0 || H5Tset_size(type, 2) < 0 || H5Tset_ebias(type, 15) < 0)) {
        H5Tclose(type);
        return -1;
    }
    return type;
}

// The type of a dataset's elements as they lie in memory and in the file, or -1.
hid_t type_of(const mkh_dataset& dataset) {
    bool is_signed = dataset.is_signed != 0;
    switch (dataset.type_class * 16 + dataset.size) {
        case MKH_INTEGER * 16 + 1: return H5Tcopy(is_signed ? H5T_NATIVE_INT8 : H5T_NATIVE_UINT8);
        case MKH_INTEGER * 16 + 2: return H5Tcopy(is_signed ? H5T_NATIVE_INT16 : H5T_NATIVE_UINT16);
        case MKH_INTEGER * 16 + 4: return H5Tcopy(is_signed ? H5T_NATIVE_INT32 : H5T_NATIVE_UINT32);
        case MKH_INTEGER * 16 + 8: return H5Tcopy(is_signed ? H5T_NATIVE_INT64 : H5T_NATIVE_UINT64);
        case MKH_FLOAT * 16 + 2: return halves();
        case MKH_FLOAT * 16 + 4: return H5Tcopy(H5T_NATIVE_FLOAT);
        case MKH_FLOAT * 16 + 8: return H5Tcopy(H5T_NATIVE_DOUBLE);
        case MKH_OPAQUE * 16 + 2: return H5Tcreate(H5T_OPAQUE, 2);
        case MKH_ENUM * 16 + 1: return booleans();
        default: return -1;
    }
}

// Makes missing groups on the way.
hid_t with_parents() {
    hid_t properties = H5Pcreate(H5P_LINK_CREATE);
    if (properties >= 0 && H5Pset_create_intermediate_group(properties, 1) < 0) {
        H5Pclose(properties);
        return -1;
    }
    return properties;
}

int32_t put(int64_t file, const char* path, const char* name, hid_t type, hid_t space, const void* value, char* message) {
    mkh_id object(H5Oopen(file, path, H5P_DEFAULT), H5Oclose);
    if (object.bad()) return mkh_fail(message, "no such object");
    mkh_id attribute(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    if (attribute.bad()) return mkh_fail(message, "the attribute cannot be made");
    return H5Awrite(attribute, type, value) < 0 ? mkh_fail(message, "the attribute cannot be written") : 0;
}

}  // namespace

extern "C" {

int64_t mkh_create(const char* path, char* message) {
    mkh_locked lock;
    if (!mkh_prepare(message)) return -1;
    int64_t file = H5Fcreate(path, H5F_ACC_EXCL, H5P_DEFAULT, H5P_DEFAULT);
    return file < 0 ? mkh_fail(message, "HDF5 cannot make the file") : file;
}

int32_t mkh_make_group(int64_t file, const char* path, char* message) {
    mkh_locked lock;
    mkh_id properties(with_parents(), H5Pclose);
    if (properties.bad()) return mkh_fail(message, "no properties");
    mkh_id group(H5Gcreate2(file, path, properties, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
    return group.bad() ? mkh_fail(message, "the group cannot be made") : 0;
}

int32_t mkh_write(int64_t file, const char* path, const mkh_dataset* dataset, const void* source, int64_t bytes, char* message) {
    mkh_locked lock;
    if (dataset->rank < 0 || dataset->rank > MKH_MAX_RANK) return mkh_fail(message, "too many dimensions");
    hsize_t dims[MKH_MAX_RANK];
    int64_t total = dataset->size;
    for (int i = 0; i < dataset->rank; i++) {
        dims[i] = (hsize_t)dataset->dims[i];
        if (dataset->dims[i] < 0 || __builtin_mul_overflow(total, dataset->dims[i], &total)) {
            return mkh_fail(message, "a size that is out of bounds");
        }
    }
    if (total != bytes) return mkh_fail(message, "the source has another size");
    mkh_id type(type_of(*dataset), H5Tclose);
    if (type.bad()) return mkh_fail(message, "a type that is not written here");
    mkh_id space(dataset->rank == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple((int)dataset->rank, dims, nullptr), H5Sclose);
    mkh_id properties(with_parents(), H5Pclose);
    if (space.bad() || properties.bad()) return mkh_fail(message, "a shape that cannot be written");
    mkh_id made(H5Dcreate2(file, path, type, space, properties, H5P_DEFAULT, H5P_DEFAULT), H5Dclose);
    if (made.bad()) return mkh_fail(message, "the dataset cannot be made");
    if (bytes > 0 && H5Dwrite(made, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, source) < 0) {
        return mkh_fail(message, "the values cannot be written");
    }
    return 0;
}

int32_t mkh_put_text(int64_t file, const char* path, const char* name, const char* text, char* message) {
    mkh_locked lock;
    mkh_id type(H5Tcopy(H5T_C_S1), H5Tclose), space(H5Screate(H5S_SCALAR), H5Sclose);
    if (type.bad() || space.bad() || H5Tset_size(type, H5T_VARIABLE) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0) {
        return mkh_fail(message, "no type");
    }
    return put(file, path, name, type, space, &text, message);
}

int32_t mkh_put_texts(int64_t file, const char* path, const char* name, const char* texts, int64_t count, int64_t size,
                      char* message) {
    mkh_locked lock;
    hsize_t dims[1] = {(hsize_t)count};
    mkh_id type(H5Tcopy(H5T_C_S1), H5Tclose), space(H5Screate_simple(1, dims, nullptr), H5Sclose);
    if (type.bad() || space.bad() || H5Tset_size(type, (size_t)size) < 0 || H5Tset_strpad(type, H5T_STR_NULLPAD) < 0) {
        return mkh_fail(message, "no type");
    }
    return put(file, path, name, type, space, texts, message);
}

}  // extern "C"
