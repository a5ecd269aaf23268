# Makefile - the only build file. It finds sources by wildcard: a new file needs no edit.
#
#   make               build/luoshi
#   make check         the C tests on SQLite and on a private PostgreSQL, but the long ones; T=word runs a part
#   make check-all     the long ones, too
#   make check-quick   as check on SQLite alone, for while you work
#   make check-asan    the same under AddressSanitizer and UBSan
#   make check-analyze gcc -fanalyzer over the program
#   make check-fuzz    every fuzz target for FUZZ_SECONDS (10) each
#   make lint          layers, style, words
#   make bench         script/bench's programs
#
# Packages and third_party/ come from script/bootstrap; plain `make` expects them to be there.

MAKEFLAGS += --no-builtin-rules
BUILD    ?= build
CC       ?= cc
OPT      ?= -O2 -g
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wmissing-prototypes -Wstrict-prototypes \
            -Wwrite-strings -Wundef -Werror
HARDEN   := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
ifdef SAN
HARDEN   := -fPIE -fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all
OPT      := -O1 -g
LDSAN    := -fsanitize=$(SAN)
endif
PKGS     := libmicrohttpd libpq jansson expat libzip xlsxwriter pangocairo harfbuzz harfbuzz-subset cairo-ft libsodium openssl \
            libutf8proc zlib libseccomp liboath libqrencode libcurl icu-i18n icu-uc libmagic
PKG_C    := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS) 2>/dev/null))
PKG_L    := $(shell pkg-config --libs $(PKGS) 2>/dev/null)
CPPFLAGS := -D_POSIX_C_SOURCE=200809L -Isrc -I. -I$(BUILD)/gen -I$(BUILD)/gen-test -isystem third_party/sqlite $(PKG_C)
CFLAGS   := -std=c17 $(OPT) $(WARN) $(HARDEN) -MMD -MP
LDFLAGS  := -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDSAN)
LDLIBS   := third_party/lib/libsqlite3.a $(PKG_L) -lcsv -lm -lpthread

SRC      := $(filter-out %_test.c,$(sort $(shell find src -name '*.c')))
TESTS    := $(sort $(shell find src tests -name '*_test.c') tests/main.c tests/torture.c $(wildcard tests/fixture*.c tests/story*.c tests/matrix*.c))
SQL      := $(sort $(shell find src -name '*.sql'))
HTML     := $(sort $(shell find src -name '*.html'))
DEF      := $(sort $(shell find src -name '*.def'))
WORDS    := $(sort $(wildcard src/words/*.tsv))
MIGR     := $(sort $(wildcard migrations/*.sql))
DATA     := $(sort $(shell find -L data -type f -name "*.*" ! -name "*.md" 2>/dev/null))
ASSETS   := $(sort $(shell find assets -type f ! -name '*.txt' 2>/dev/null) $(wildcard third_party/assets/*))

GEN_SQL  := $(SQL:src/%=$(BUILD)/gen/%.c) $(BUILD)/gen/sql_all.c
GEN_HTML := $(HTML:src/%=$(BUILD)/gen/%.c)
GEN_C    := $(GEN_SQL) $(GEN_HTML) $(BUILD)/gen/words_table.c
GEN_S    := $(BUILD)/gen/migrations.s $(BUILD)/gen/data.s $(BUILD)/gen/assets.s
OBJ      := $(SRC:%.c=$(BUILD)/%.o) $(GEN_C:%.c=%.o) $(GEN_S:%.s=%.o)
OBJ_LIB  := $(filter-out $(BUILD)/src/main.o,$(OBJ))
OBJ_TEST := $(TESTS:%.c=$(BUILD)/%.o) $(BUILD)/gen-test/tests/tools/sample.sql.o \
            $(BUILD)/gen-test/tests/tools/sample.html.o
TOOLS    := $(patsubst tools/%.c,$(BUILD)/tools/%,$(wildcard tools/*.c))

.PHONY: all check check-all check-quick check-asan check-analyze check-fuzz lint bench clean tests long
.DELETE_ON_ERROR:
all: $(BUILD)/luoshi
tests: $(BUILD)/check

$(BUILD)/luoshi: $(OBJ) third_party/lib/libsqlite3.a
	$(CC) $(LDFLAGS) -o $@ $(OBJ) $(LDLIBS)

# Passwords cost little, and the calls that tests/torture.h lets fail.
comma := ,
CHECK_WRAP := $(addprefix -Wl$(comma)--wrap=,crypto_pwhash_str_alg read pread write pwrite fsync \
		fdatasync ftruncate rename)
$(BUILD)/check: $(OBJ_LIB) $(OBJ_TEST) third_party/lib/libsqlite3.a
	$(CC) $(LDFLAGS) $(CHECK_WRAP) -o $@ $(OBJ_LIB) $(OBJ_TEST) $(LDLIBS)

third_party/lib/libsqlite3.a:
	@echo "third_party/ is missing: run script/bootstrap" >&2; exit 1

# --- tools of our own, plain C without the program's libraries -------------------------------
$(BUILD)/tools/%: tools/%.c $(wildcard tools/*.h)
	@mkdir -p $(@D)
	$(CC) -std=c17 -D_POSIX_C_SOURCE=200809L -O1 -g $(WARN) -o $@ $<

# --- generated sources. Each generator writes only what has changed. -------------------------
$(BUILD)/gen/sql.stamp: $(SQL) $(BUILD)/tools/sqlgen
	@mkdir -p $(@D)
	$(BUILD)/tools/sqlgen $(BUILD)/gen $(SQL)
	@touch $@
$(BUILD)/gen/html.stamp: $(HTML) $(WORDS) $(BUILD)/tools/htmlgen
	@mkdir -p $(@D)
	$(BUILD)/tools/htmlgen $(BUILD)/gen $(words $(WORDS)) $(WORDS) $(HTML)
	@touch $@
$(BUILD)/gen/words.stamp: $(WORDS) $(BUILD)/tools/words
	@mkdir -p $(@D)
	$(BUILD)/tools/words table $(BUILD)/gen/words_table.c $(words $(WORDS)) $(WORDS)
	@touch $@
$(GEN_SQL): $(BUILD)/gen/sql.stamp ;
$(GEN_HTML): $(BUILD)/gen/html.stamp ;
$(BUILD)/gen/words_table.c: $(BUILD)/gen/words.stamp ;
$(BUILD)/gen/migrations.s: $(MIGR) $(BUILD)/tools/embed
	@mkdir -p $(@D)
	$(BUILD)/tools/embed migrations $@ $(MIGR)
$(BUILD)/gen/data.s: $(DATA) $(BUILD)/tools/embed
	@mkdir -p $(@D)
	$(BUILD)/tools/embed data $@ $(DATA)
$(BUILD)/gen/assets.s: $(ASSETS) $(BUILD)/tools/embed
	@mkdir -p $(@D) $(BUILD)/gen/assets
	$(BUILD)/tools/embed assets $@ $(BUILD)/gen/assets $(ASSETS)

# What the generators make of their own samples, for tests/tools/.
$(BUILD)/gen-test/stamp: $(wildcard tests/tools/sample.*) $(BUILD)/tools/sqlgen $(BUILD)/tools/htmlgen
	@mkdir -p $(@D)
	$(BUILD)/tools/sqlgen --uncached $(@D) tests/tools/sample.sql
	$(BUILD)/tools/htmlgen $(@D) 1 tests/tools/sample.tsv tests/tools/sample.html
	@touch $@
$(BUILD)/gen-test/tests/tools/sample.sql.c $(BUILD)/gen-test/tests/tools/sample.html.c: $(BUILD)/gen-test/stamp ;
$(filter $(BUILD)/tests/tools/%,$(OBJ_TEST)): | $(BUILD)/gen-test/stamp
$(BUILD)/gen-test/%.o: $(BUILD)/gen-test/%.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(BUILD)/%.o: %.c | $(BUILD)/gen/sql.stamp $(BUILD)/gen/html.stamp
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<
$(BUILD)/gen/%.o: $(BUILD)/gen/%.c | $(BUILD)/gen/sql.stamp $(BUILD)/gen/html.stamp
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<
$(BUILD)/gen/%.o: $(BUILD)/gen/%.s
	$(CC) -c -o $@ $<

# --- checks ------------------------------------------------------------------------------------
# One process more than there are processors: on PostgreSQL a test waits for the server.
JOBS = $(shell echo $$(($$(nproc) + 1)))
RUN  = LUOSHI=$(BUILD)/luoshi BUILD=$(BUILD) LUOSHI_TEST_JOBS=$(JOBS) LUOSHI_TEST_BRIEF=$(BRIEF) $(BUILD)/check $(T)
BRIEF ?= yes
check: $(BUILD)/luoshi $(BUILD)/check $(TOOLS)
	tools/pg.sh env $(RUN)
	@$(MAKE) --no-print-directory lint

check-all:
	@$(MAKE) --no-print-directory check BRIEF=no

check-quick: $(BUILD)/luoshi $(BUILD)/check $(TOOLS)
	@echo "# on SQLite alone; make check runs PostgreSQL's half as well"
	env -u LUOSHI_PG $(RUN)
	@$(MAKE) --no-print-directory lint

lint: $(TOOLS)
	@bad=0; \
	awk -f tools/layers.awk tools/layers.txt $$(find src -name '*.[ch]') || bad=1; \
	awk -v width=120 -f tools/style.awk $$(find src tools tests -name '*.[ch]') || bad=1; \
	awk -f tools/fields.awk src/base/fields.def $$(find src -name '*.c') || bad=1; \
	$(BUILD)/tools/words check $(words $(WORDS)) $(WORDS) $(SRC) $(DEF) $(HTML) \
		$$(find src -name '*.h') || bad=1; \
	exit $$bad

check-asan:
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0 \
	$(MAKE) check-all BUILD=build-asan SAN=address,undefined

# Without -ftree-sra: gcc 12 takes the halves that it makes of a returned struct (a str) for values never set.
check-analyze:
	@mkdir -p build-analyze
	$(MAKE) all BUILD=build-analyze CC=gcc OPT="-O1 -g -fno-tree-sra -fanalyzer -Wno-analyzer-too-complex"

# Line tables are enough for a report, and quicker to write and to link.
FUZZ_SECONDS ?= 10
FUZZ := $(patsubst tests/fuzz/%.c,build-fuzz/fuzz_%,$(wildcard tests/fuzz/*.c))
FUZZ_MAKE = $(MAKE) PLAIN=$(BUILD) BUILD=build-fuzz CC="$(filter ccache,$(CC)) clang" \
		SAN=address,undefined,fuzzer-no-link OPT="-O1 -gline-tables-only"
check-fuzz:
	$(MAKE) $(BUILD)/plain.a
	$(FUZZ_MAKE) build-fuzz/reach
	$(FUZZ_MAKE) build-fuzz/all
	tests/fuzz/run.sh $(FUZZ_SECONDS) $(FUZZ)
build-fuzz/all: $(FUZZ)
# What the targets reach is a third of the program. The linker names it, by the objects that plain make has, and that
# alone is compiled for them: it is instrumented, and run, faster.
FUZZ_OBJ   := $(FUZZ:build-fuzz/fuzz_%=build-fuzz/tests/fuzz/%.o)
FUZZ_REACH := $(shell cat build-fuzz/reach 2>/dev/null)
$(BUILD)/plain.a: $(OBJ_LIB)
	rm -f $@ && ar rcsT $@ $(OBJ_LIB)
build-fuzz/reach: $(FUZZ_OBJ) $(PLAIN)/plain.a
	ld -r -t -z muldefs -o $@.o $(FUZZ_OBJ) $(PLAIN)/plain.a | sed -n 's|^$(PLAIN)/\(.*[.]o\)$$|$(BUILD)/\1|p' > $@
	@test -s $@ && rm $@.o
build-fuzz/libluoshi.a: $(FUZZ_REACH)
	rm -f $@ && ar rcs $@ $(FUZZ_REACH)
build-fuzz/fuzz_%: build-fuzz/libluoshi.a build-fuzz/tests/fuzz/%.o
	$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ build-fuzz/tests/fuzz/$*.o $< $(LDLIBS)

# tests/bench/*_base.c are parts that several programs share.
BENCH      := $(filter-out %_base.c,$(wildcard tests/bench/*.c))
BENCH_BASE := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/bench/*_base.c))
bench: $(BUILD)/luoshi $(BENCH:tests/bench/%.c=$(BUILD)/bench/%)
$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(BENCH_BASE) $(OBJ_LIB)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/bench/score: $(BUILD)/tests/fixture_county.o
$(BUILD)/bench/score_db: $(BUILD)/tests/fixture_result.o

# --- long programs: script/test runs them with a small count, --long with a large one ----------
LONG := $(patsubst tests/long/%.c,$(BUILD)/long/%,$(filter-out tests/long/long.c,$(wildcard tests/long/*.c)))
long: $(LONG)
$(BUILD)/long/%: $(BUILD)/tests/long/%.o $(BUILD)/tests/long/long.o $(BUILD)/tests/fixture_vfs.o \
		$(BUILD)/tests/fixture_sheet.o $(OBJ_LIB)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) $(LDLONG) -o $@ $^ $(LDLIBS)
# The k-th allocation fails: ours and SQLite's, which is linked statically.
$(BUILD)/long/memory: LDLONG := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc

clean:
	rm -rf build build-*

-include $(OBJ:.o=.d) $(OBJ_TEST:.o=.d) $(wildcard $(BUILD)/tests/bench/*.d $(BUILD)/tests/long/*.d)
.SECONDARY:
