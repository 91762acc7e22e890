// A program of two instructions on every instruction set that the machine has.
#include <stdio.h>
#include <string.h>

#include <vector>

#include "markhor.h"

int main() {
    std::vector<char> from(3000000, 'a'), to(3000000), again(3000000);
    int64_t table[] = {(int64_t)from.data(), (int64_t)to.data(), (int64_t)again.data()};
    const int64_t space = 2ll << 56, bytes = 2999999;
    int64_t program[] = {1 | 3ll << 32, space, space + 1, bytes, 1 | 3ll << 32, space + 1, space + 2, bytes};
    void* pool = mk_pool_create(3);
    for (int isa = 0; isa <= MK_AVX512; isa++) {
        if (mk_force_isa(isa) != 0) continue;
        memset(again.data(), 0, again.size());
        int result = mk_run(program, 8, nullptr, table, pool, nullptr, nullptr);
        if (result != 0 || memcmp(from.data(), again.data(), bytes) != 0 || again[bytes] != 0) {
            printf("copy failed on isa %d: %d\n", isa, result);
            return 1;
        }
    }
    mk_pool_close(pool);
    puts("copy: ok");
    return 0;
}
