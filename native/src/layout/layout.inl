#include "strided_copy.inl"
#include "pad.inl"
#include "gather.inl"
