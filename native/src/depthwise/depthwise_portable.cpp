#define MK_ISA portable
#include "depthwise.inl"
