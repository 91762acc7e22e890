// The kernels of every instruction set, by opcode.
#pragma once
#include "../kernel.h"

// Opcodes are below this.
enum { MK_OPCODES = 1024 };

struct mk_kernel_table {
    mk_kernel kernel[MK_OPCODES];
};

// The table of an enum mk_isa; every table has the same opcodes.
const mk_kernel_table* mk_table_of(int isa);
