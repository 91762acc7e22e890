#define MK_ISA portable
#include "epilogue.inl"
