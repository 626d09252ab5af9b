#ifndef UUID_UUID_H
#define UUID_UUID_H
#ifdef __cplusplus
extern "C" {
#endif
typedef unsigned char uuid_t[16];
void uuid_generate(uuid_t); void uuid_generate_random(uuid_t); void uuid_generate_time(uuid_t); void uuid_unparse(const uuid_t, char*); void uuid_unparse_lower(const uuid_t, char*); int uuid_parse(const char*, uuid_t); void uuid_clear(uuid_t); int uuid_compare(const uuid_t, const uuid_t); int uuid_is_null(const uuid_t);
#ifdef __cplusplus
}
#endif
#endif
