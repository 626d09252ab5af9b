#ifndef SQLITE3_H
#define SQLITE3_H
#ifdef __cplusplus
extern "C" {
#endif
typedef struct sqlite3 sqlite3; typedef struct sqlite3_stmt sqlite3_stmt; typedef long long sqlite3_int64; typedef void (*sqlite3_destructor_type)(void*);
#define SQLITE_OK 0
#define SQLITE_ERROR 1
#define SQLITE_BUSY 5
#define SQLITE_LOCKED 6
#define SQLITE_CONSTRAINT 19
#define SQLITE_CONSTRAINT_UNIQUE 2067
#define SQLITE_CONSTRAINT_PRIMARYKEY 1555
#define SQLITE_MISUSE 21
#define SQLITE_ROW 100
#define SQLITE_DONE 101
#define SQLITE_NULL 5
#define SQLITE_OPEN_READWRITE 2
#define SQLITE_OPEN_CREATE 4
#define SQLITE_OPEN_FULLMUTEX 65536
#define SQLITE_STATIC ((sqlite3_destructor_type)0)
#define SQLITE_TRANSIENT ((sqlite3_destructor_type)-1)
int sqlite3_open(const char*, sqlite3**); int sqlite3_open_v2(const char*, sqlite3**, int, const char*); int sqlite3_close(sqlite3*); int sqlite3_close_v2(sqlite3*); int sqlite3_exec(sqlite3*, const char*, int (*)(void*, int, char**, char**), void*, char**); int sqlite3_prepare_v2(sqlite3*, const char*, int, sqlite3_stmt**, const char**); int sqlite3_step(sqlite3_stmt*); int sqlite3_reset(sqlite3_stmt*); int sqlite3_finalize(sqlite3_stmt*); int sqlite3_clear_bindings(sqlite3_stmt*); int sqlite3_bind_text(sqlite3_stmt*, int, const char*, int, sqlite3_destructor_type); int sqlite3_bind_int(sqlite3_stmt*, int, int); int sqlite3_bind_int64(sqlite3_stmt*, int, sqlite3_int64); int sqlite3_bind_double(sqlite3_stmt*, int, double); int sqlite3_bind_blob(sqlite3_stmt*, int, const void*, int, sqlite3_destructor_type); int sqlite3_bind_null(sqlite3_stmt*, int); const unsigned char* sqlite3_column_text(sqlite3_stmt*, int); int sqlite3_column_int(sqlite3_stmt*, int); sqlite3_int64 sqlite3_column_int64(sqlite3_stmt*, int); double sqlite3_column_double(sqlite3_stmt*, int); const void* sqlite3_column_blob(sqlite3_stmt*, int); int sqlite3_column_bytes(sqlite3_stmt*, int); int sqlite3_column_type(sqlite3_stmt*, int); int sqlite3_column_count(sqlite3_stmt*); const char* sqlite3_errmsg(sqlite3*); int sqlite3_errcode(sqlite3*); int sqlite3_extended_errcode(sqlite3*); int sqlite3_changes(sqlite3*); sqlite3_int64 sqlite3_last_insert_rowid(sqlite3*); int sqlite3_busy_timeout(sqlite3*, int); void sqlite3_free(void*); int sqlite3_get_autocommit(sqlite3*);
#ifdef __cplusplus
}
#endif
#endif
