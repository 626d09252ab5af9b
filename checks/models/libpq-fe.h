#ifndef LIBPQ_FE_H
#define LIBPQ_FE_H
#ifdef __cplusplus
extern "C" {
#endif
typedef struct pg_conn PGconn; typedef struct pg_result PGresult; typedef unsigned Oid;
typedef enum { CONNECTION_OK, CONNECTION_BAD } ConnStatusType; typedef enum { PGRES_EMPTY_QUERY, PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_FATAL_ERROR } ExecStatusType;
PGconn* PQconnectdb(const char*); void PQfinish(PGconn*); void PQreset(PGconn*); ConnStatusType PQstatus(const PGconn*); char* PQerrorMessage(const PGconn*); PGresult* PQexec(PGconn*, const char*); PGresult* PQexecParams(PGconn*, const char*, int, const Oid*, const char* const*, const int*, const int*, int); PGresult* PQprepare(PGconn*, const char*, const char*, int, const Oid*); PGresult* PQexecPrepared(PGconn*, const char*, int, const char* const*, const int*, const int*, int); ExecStatusType PQresultStatus(const PGresult*); char* PQresultErrorMessage(const PGresult*); int PQntuples(const PGresult*); int PQnfields(const PGresult*); char* PQgetvalue(const PGresult*, int, int); int PQgetisnull(const PGresult*, int, int); char* PQcmdTuples(PGresult*); void PQclear(PGresult*);
#ifdef __cplusplus
}
#endif
#endif
