// JNI functions that take or give Java objects; everything else is generated.
#include <jni.h>

extern "C" {

JNIEXPORT jlong JNICALL Java_dev_markhor_binding_Memory_addressOf(JNIEnv* env, jclass, jobject buffer) {
    return (jlong)env->GetDirectBufferAddress(buffer);
}

JNIEXPORT jobject JNICALL Java_dev_markhor_binding_Memory_viewOf(JNIEnv* env, jclass, jlong address, jlong bytes) {
    return env->NewDirectByteBuffer((void*)address, bytes);
}

}  // extern "C"
