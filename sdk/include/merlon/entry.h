/* The ELF notes and the exported struct of a plugin, as macros.  merlon_add_plugin() generates a
 * file that uses them; only a plugin with another build system writes them by hand:
 *
 *   #include <merlon/entry.h>
 *   extern const mrl_pass merlon_pass_hello;
 *   static const mrl_pass *const passes[] = {&merlon_pass_hello, 0};
 *   MRL_PLUGIN_NOTE(MRL_ABI_MAJOR, MRL_ABI_MINOR, MERLON_ABI_HASH, "gcc", "hello", "1.0.0")
 *   MRL_PLUGIN(MRL_ABI_MAJOR, MRL_ABI_MINOR, MERLON_ABI_HASH, "gcc", "hello", "1.0.0", passes, 0)
 *
 * C11; layout of the notes: end of abi.h.
 */
/* clang-format off */ /* aligned by hand */
#ifndef MERLON_ENTRY_H
#define MERLON_ENTRY_H

#include <merlon/abi.h>
#include <merlon/abi_hash.h>

#define MRL_NOTE_TEXT_(hash, build, id, version) hash "\0" build "\0" id "\0" version

#define MRL_PLUGIN_NOTE(major, minor, hash, build, id, version)                            \
  static const struct {                                                                    \
    uint32_t namesz, descsz, type;                                                         \
    char name[8];                                                                          \
    uint32_t format, pointer_bits;                                                         \
    uint16_t abi_major, abi_minor;                                                         \
    uint32_t pad;                                                                          \
    char text[sizeof(MRL_NOTE_TEXT_(hash, build, id, version))];                           \
  } merlon_note_plugin_ MRL_NOTE_PLACE = {                                                 \
      7,     16 + (uint32_t)sizeof(MRL_NOTE_TEXT_(hash, build, id, version)),              \
      MRL_NOTE_PLUGIN, "Merlon", 1, 8 * (uint32_t)sizeof(void *),                          \
      major, minor, 0, MRL_NOTE_TEXT_(hash, build, id, version)};

/* For passes in C.  `kind` is "analyzer", "analysis", "scorer", "importer" or "emitter"; `list` is a literal
 * of threats or facts joined by commas, or "-".  MRL_PASS_NOTE is that of an analyzer. */
#define MRL_NOTE_OF_PASS_(kind, id, list) "merlon-pass " kind " " id " " list
#define MRL_PASS_NOTE_OF(kind, id, list)                                                         \
  static const struct {                                                                          \
    uint32_t namesz, descsz, type;                                                               \
    char name[8];                                                                                \
    char text[sizeof(MRL_NOTE_OF_PASS_(kind, id, list))];                                        \
  } merlon_note_pass_ MRL_NOTE_PLACE = {7, (uint32_t)sizeof(MRL_NOTE_OF_PASS_(kind, id, list)),  \
                                        MRL_NOTE_PASS, "Merlon",                                 \
                                        MRL_NOTE_OF_PASS_(kind, id, list)};
#define MRL_PASS_NOTE(id, covers) MRL_PASS_NOTE_OF("analyzer", id, covers)

#define MRL_PLUGIN(major, minor, hash, build, id, version, passes, pack) \
  const mrl_plugin merlon_plugin = {                                     \
      MRL_MAGIC, sizeof(mrl_plugin), major, minor, hash, build, id, version, passes, pack};

#endif /* MERLON_ENTRY_H */
