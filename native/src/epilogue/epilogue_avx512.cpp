#define MK_ISA avx512
#include "epilogue.inl"
