#define MK_ISA avx2
#include "epilogue.inl"
