#!/usr/bin/env bash
# install.sh [--check]: installs DynamoDB Local for this user, out of Maven Central, where the grader looks for it:
# $ASSAY_DYNAMODB_LOCAL, or the user's cache. Needs java and mvn. What is there already is left as it is; with --check
# nothing is installed, and the exit code says whether it is there.
set -euo pipefail
export LC_ALL=C  # the order of a folder's files is part of the class path
cd "$(dirname "$0")"

version=$(sed -n 's|.*<engine.version>\(.*\)</engine.version>.*|\1|p' pom.xml)
cache=${XDG_CACHE_HOME:-}
[[ $cache == /* ]] || cache=$HOME/.cache
folder=${ASSAY_DYNAMODB_LOCAL:-$cache/assay/services/dynamodb-local-$version}
scratch=
engine=

say() { printf '%s\n' "engine: $*" >&2; }

clean_up() {
  if [[ -n $engine ]]; then kill -KILL "$engine" 2>/dev/null || true; fi
  if [[ -n $scratch ]]; then rm -rf "$scratch"; fi
}
trap clean_up EXIT

# All at once under its name, so that a folder of that name is whole.
download() {
  say "downloading DynamoDB Local $version (50 MB, once)"
  mkdir -p "$(dirname "$folder")"
  scratch=$(mktemp -d "$folder.XXXXXX")
  cp pom.xml "$scratch/"
  mvn --quiet --batch-mode --file "$scratch/pom.xml" dependency:copy-dependencies -DincludeScope=runtime \
    "-DoutputDirectory=$scratch/lib" >&2
  [[ -f $scratch/lib/DynamoDBLocal-$version.jar ]]
  # A box has no /etc/hosts, and its name is box.
  printf '127.0.0.1 localhost box\n' >"$scratch/hosts"
  touch "$scratch/complete"
  chmod -R u=rwX,go=rX "$scratch"
  rm -rf "$folder"
  mv -T "$scratch" "$folder"
}

# As grader/service/engine.cpp puts it together: an archive of classes fits one class path.
class_path() {
  local jar path=()
  for jar in "$folder"/lib/*.jar; do [[ ${jar##*/} == DynamoDBLocal-* ]] || path+=("$jar"); done
  path+=("$folder/lib/DynamoDBLocal-$version.jar")
  (IFS=: && printf '%s' "${path[*]}")
}

# request PORT OPERATION BODY: succeeds where there is an answer.
request() {
  local line
  exec 9<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-amz-json-1.0\r\n%s\r\n%s\r\nContent-Length: %s\r\n\r\n%s' \
    "X-Amz-Target: DynamoDB_20120810.$2" \
    "Authorization: AWS4-HMAC-SHA256 Credential=install/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0" \
    "${#3}" "$3" >&9
  read -r -t 10 line <&9
  exec 9>&-
  [[ $line == "HTTP/1.1 200"* ]]
}

# What it does in each grading, so that the classes for it are in the archive.
exercise() {
  # The put on a condition succeeds once.
  local port=$1 key='"stream":{"S":"a"},"version":{"N":"1"}' tries
  for tries in {1..300}; do
    if request "$port" ListTables '{}' 2>/dev/null; then break; fi
    kill -0 "$engine" 2>/dev/null || return 1
    sleep 0.1
  done
  request "$port" CreateTable '{"TableName":"events","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"stream","AttributeType":"S"},{"AttributeName":"version","AttributeType":"N"}],"KeySchema":[{"AttributeName":"stream","KeyType":"HASH"},{"AttributeName":"version","KeyType":"RANGE"}]}' &&
    request "$port" PutItem "{\"TableName\":\"events\",\"Item\":{$key},\"ConditionExpression\":\"attribute_not_exists(version)\"}" &&
    ! request "$port" PutItem "{\"TableName\":\"events\",\"Item\":{$key},\"ConditionExpression\":\"attribute_not_exists(version)\"}" &&
    request "$port" GetItem "{\"TableName\":\"events\",\"Key\":{$key},\"ConsistentRead\":true}" &&
    request "$port" Query '{"TableName":"events","KeyConditionExpression":"#s = :s","ExpressionAttributeNames":{"#s":"stream"},"ExpressionAttributeValues":{":s":{"S":"a"}}}' &&
    request "$port" TransactWriteItems "{\"TransactItems\":[{\"Put\":{\"TableName\":\"events\",\"Item\":{$key}}}]}" &&
    request "$port" DescribeTable '{"TableName":"events"}' &&
    request "$port" DeleteTable '{"TableName":"events"}'
}

# Java's own: classes that are read and checked once, and mapped from then on. Nearly halves the time to start.
archive_classes() {
  local port=$((20000 + RANDOM % 20000)) made
  made=$(mktemp -u "$folder/classes.XXXXXX")
  java -Xmx768m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ArchiveClassesAtExit="$made" -Djava.library.path="$folder/lib" \
    -cp "$(class_path)" com.amazonaws.services.dynamodbv2.local.main.ServerRunner -inMemory -disableTelemetry -port "$port" \
    >"$folder/classes.log" 2>&1 &
  engine=$!
  exercise "$port" || { say "no archive of classes, as the engine did not answer: see $folder/classes.log"; return 0; }
  kill -TERM "$engine"
  wait "$engine" || true
  engine=
  [[ -s $made ]] || { say "Java made no archive of classes: see $folder/classes.log"; return 0; }
  mv "$made" "$folder/classes.jsa"
  java -version 2>"$folder/classes.java"
}

there() { [[ -f $folder/complete ]]; }

if [[ ${1:-} == --check ]]; then there; exit; fi
there || download
# Another Java would pass over the archive that this one made.
if [[ ! -f $folder/classes.jsa || "$(java -version 2>&1)" != "$(cat "$folder/classes.java")" ]]; then
  archive_classes
  say "DynamoDB Local $version is in $folder"
fi
