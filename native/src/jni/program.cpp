// Running programs, on behalf of a thread that may be interrupted.
#include <jni.h>

#include "markhor.h"

namespace {

struct caller {
    JNIEnv* env;
    jobject thread;
};

int32_t is_interrupted(void* who) {
    const caller& c = *(const caller*)who;
    const jmethodID method = c.env->GetMethodID(c.env->GetObjectClass(c.thread), "isInterrupted", "()Z");
    const bool interrupted = method && c.env->CallBooleanMethod(c.thread, method);
    return interrupted || c.env->ExceptionCheck();  // no stack left, say: Java throws it when the program returns
}

}  // namespace

extern "C" {

// `thread`: the one that calls, if it shall end the program by being interrupted; or null.
JNIEXPORT jint JNICALL Java_dev_markhor_binding_Program_execute(JNIEnv* env, jclass, jobject thread, jlong words, jlong count, jlong arena,
                                                                jlong table, jlong pool) {
    caller c = {env, thread};
    return mk_run((const int64_t*)words, count, (void*)arena, (const int64_t*)table, (void*)pool, thread ? is_interrupted : nullptr, &c);
}

}  // extern "C"
