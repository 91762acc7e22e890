// A read-only HDF5 file driver for a part of a file: an uncompressed model.weights.h5 inside an archive, or a file as a whole.
#pragma once
#include <hdf5.h>
#include <stdint.h>

struct mkh_part {
    int fd;  // the driver makes its own duplicate
    int64_t base, length;
    uint64_t device, inode;
};

// The driver's id, registered at the first call; negative after a failure. Called under the lock.
hid_t mkh_part_driver();
