/* The border between merlon and a plugin: a snapshot goes in, records come out.
 *
 * Valid C11 and C++.  Nothing but plain data and C functions crosses: no exception, no C++ type, no
 * FILE *, no ownership of memory.  Authors in C++ include <merlon/analyzer.hpp>, which is this
 * border with types.
 *
 * Rules
 *  - Everything a plugin passes is copied during the call.  Everything the host lends dies when
 *    `run` returns.
 *  - A struct that may grow begins with `size` (mrl_plugin with its magic number before), written by whoever fills it; arrays of such structs
 *    are arrays of pointers.  Structs called frozen never change.  Fields are only ever appended;
 *    numbers are never given again.
 *  - Fields called `pad` are 0; the host refuses others.
 *  - A plugin is handed no number (a kind, a bit, a status) that is newer than its own minor: what a
 *    newer host can't say in the older ones it says as unknown, never as no.
 *  - `create` may ask all that `run` may; what it was lent lives until `run` has returned, too, and
 *    the host's table as long as the process.
 *  - Text is UTF-8.  `mrl_str` is not NUL-terminated; `const char *` is.
 *  - A plugin loads when its major is the host's and its minor at most the host's.  Within a major
 *    what was released is never changed: a newer minor appends fields, functions and numbers.
 *
 * Each function says, last: owner and lifetime of what it hands out, and the thread that may call
 * it:
 *  [run]  only the thread that called the pass's `run` (or `create`), and only until that returns
 *  [any]  any thread, until `run` returns
 */
/* clang-format off */ /* aligned and grouped by hand */
#ifndef MERLON_ABI_H
#define MERLON_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MRL_ABI_MAJOR 1
#define MRL_ABI_MINOR 0

/* The bytes `M E R L O N CR LF`, so that a copy mangled by text mode is noticed. */
#define MRL_MAGIC UINT64_C(0x0A0D4E4F4C52454D)

#define MRL_NONE UINT32_MAX /* no node, no boundary, no element */

#if defined(__GNUC__)
#define MRL_EXPORT __attribute__((visibility("default")))
#else
#define MRL_EXPORT
#endif

/* ---- Small words ----------------------------------------------------------------------------- */

typedef int32_t mrl_status; /* 0 ok, < 0 one of the errors below; never an exception */
enum {
  MRL_OK = 0,
  MRL_ERR_ARGUMENT = -1,   /* null, an index out of range, a small `size`, text not UTF-8 */
  MRL_ERR_UNKNOWN = -2,    /* no such fact, word, threat, option or analysis */
  MRL_ERR_UNDECLARED = -3, /* it exists, but the pass named it neither in `needs` nor in `covers` */
  MRL_ERR_SCOPE = -4,      /* a verdict about a subject outside the scope */
  MRL_ERR_TWICE = -5,      /* a second verdict about the same threat and subject by the same pass */
  MRL_ERR_STOPPED = -6,    /* `run` came back early because `should_stop` said so */
  MRL_ERR_HOST = -7,       /* the host's table is too small, or the host is out of memory */
  MRL_ERR_FAILED = -8      /* the pass could not do its work; `fail` has said why */
};

typedef uint32_t mrl_node; /* dense: stages first, then assets, then actors; stable for one run */

/* Borrowed text.  Frozen. */
typedef struct mrl_str {
  const char *ptr; /* may be null when len is 0 */
  uint64_t len;    /* bytes */
} mrl_str;

/* One element of the pipeline; `index` counts within its kind, in document order.  Frozen. */
typedef struct mrl_ref {
  uint32_t kind, index;
} mrl_ref;
enum { /* mrl_ref.kind; as bits `1 << kind` in masks */
  MRL_STAGE = 0,
  MRL_ASSET = 1,
  MRL_ACTOR = 2,
  MRL_FLOW = 3,
  MRL_BOUNDARY = 4, /* index 0 is `outside` */
  MRL_PIPELINE = 5 /* index 0 */
};

/* Three-valued truth: false < unknown < true; AND is the minimum, OR the maximum. */
enum { MRL_TRI_NO = 0, MRL_TRI_UNKNOWN = 1, MRL_TRI_YES = 2 };

/* ---- The graph ------------------------------------------------------------------------------- */

enum { /* what makes a flow */
  MRL_FLOW_READS = 0,  /* asset -> stage */
  MRL_FLOW_USES = 1,   /* asset -> stage: executed, obeyed or held */
  MRL_FLOW_WRITES = 2, /* stage -> asset */
  MRL_FLOW_SERVES = 3, /* caller -> stage */
  MRL_FLOW_WRITTEN = 4 /* a [[flow]] that no edge list implies */
};

/* The pipeline as compressed rows over nodes and flows.  A [[flow]] between two nodes that an edge
 * list joins too is one flow of the edge list's kind.
 * Shape: node v has the outgoing flows out_flow[out_off[v] .. out_off[v + 1]), ascending; incoming
 *        likewise.
 *        out_off, in_off: n_nodes + 1.  out_flow, in_flow, flow_from, flow_to, flow_kind: n_flows.
 *        open_in, open_out: n_nodes, 1 where the side has neighbours nobody named (they are
 *        unknown, not absent). */
typedef struct mrl_graph {
  uint32_t size, n_nodes, n_flows;
  uint32_t n_stages, n_assets, n_actors; /* together n_nodes */
  uint32_t n_boundaries;
  uint32_t pad;
  const uint32_t *out_off, *out_flow, *in_off, *in_flow;
  const uint32_t *flow_from, *flow_to, *flow_kind;
  const uint8_t *open_in, *open_out;
} mrl_graph;

/* The node of an element; MRL_NONE for flows, boundaries, the pipeline and what is out of range.
 * [any] */
static inline mrl_node mrl_node_of(const mrl_graph *graph, mrl_ref ref) {
  if (ref.kind == MRL_STAGE && ref.index < graph->n_stages) return ref.index;
  if (ref.kind == MRL_ASSET && ref.index < graph->n_assets) return graph->n_stages + ref.index;
  if (ref.kind == MRL_ACTOR && ref.index < graph->n_actors) {
    return graph->n_stages + graph->n_assets + ref.index;
  }
  return MRL_NONE;
}

/* The element of a node; {MRL_NONE, MRL_NONE} when it is out of range.  [any] */
static inline mrl_ref mrl_ref_of(const mrl_graph *graph, mrl_node node) {
  mrl_ref ref = {MRL_NONE, MRL_NONE};
  if (node < graph->n_stages) {
    ref.kind = MRL_STAGE;
    ref.index = node;
  } else if (node < graph->n_stages + graph->n_assets) {
    ref.kind = MRL_ASSET;
    ref.index = node - graph->n_stages;
  } else if (node < graph->n_nodes) {
    ref.kind = MRL_ACTOR;
    ref.index = node - graph->n_stages - graph->n_assets;
  }
  return ref;
}

/* The caller sets `size` to what it has room for; the host fills no more than that and sets `size`
 * to what it filled. */
typedef struct mrl_node_info {
  uint32_t size;
  uint32_t boundary; /* the innermost boundary around the node, or MRL_NONE */
  mrl_ref ref;
  mrl_str id;           /* as the user wrote it: data, never markup */
  mrl_node holder;      /* the store or image that an asset is `in`, or MRL_NONE */
  uint32_t open_lists;  /* bits MRL_OPEN_...: edge lists that are expected and nobody gave */
} mrl_node_info;
enum {
  MRL_OPEN_READS = 1,
  MRL_OPEN_WRITES = 2,
  MRL_OPEN_SERVES = 4,
  MRL_OPEN_USES = 8,
  MRL_OPEN_WRITERS = 16 /* of an asset: neither writer, holder nor origin */
};

/* As mrl_node_info. */
typedef struct mrl_flow_info {
  uint32_t size, kind; /* MRL_FLOW_... */
  mrl_ref ref;
  mrl_node from, to;
  mrl_str id; /* written, or `from..to` */
} mrl_flow_info;

/* ---- Facts ----------------------------------------------------------------------------------- */

enum { /* mrl_value.kind */
  MRL_FALSE = 0,
  MRL_TRUE = 1,
  MRL_UNKNOWN = 2,        /* it can exist here and nobody said: not false */
  MRL_NOT_APPLICABLE = 3, /* it can't exist here: every comparison with it is false */
  MRL_LEVEL = 4,          /* must <= may, places on its scale from 0; `text`: its word, if equal */
  MRL_WORDS = 5,          /* words that surely hold, one or more; `more`: 1 if others may hold */
  MRL_INTEGER = 6,        /* `integer`, in the unit that the fact's name ends with */
  MRL_TEXT = 7            /* `text` */
};

/* The caller sets `size`, as for mrl_node_info.  Fields that the kind does not use are 0. */
typedef struct mrl_value {
  uint32_t size, kind;
  uint32_t must, may;
  int64_t integer;
  mrl_str text;
  const mrl_str *words;
  uint32_t n_words, more;
} mrl_value;

/* ---- Verdicts -------------------------------------------------------------------------------- */

enum { /* mrl_verdict.kind */
  MRL_RULED_OUT = 0,
  MRL_UNDECIDED = 1, /* with at least one MRL_EVIDENCE_MISSING, which says what would decide it */
  MRL_RAISED = 2     /* with a reason and at least one piece of evidence */
};
enum { /* mrl_evidence.kind */
  MRL_EVIDENCE_ELEMENT = 0, /* `at` takes part */
  MRL_EVIDENCE_FACT = 1,    /* the value of `fact` at `at` */
  MRL_EVIDENCE_MISSING = 2, /* `fact` at `at`, a fact or an edge list such as `reads`, is unknown */
  MRL_EVIDENCE_PATH = 3     /* one step, node or flow; consecutive steps are one path, in order */
};

/* Frozen. */
typedef struct mrl_evidence {
  uint32_t kind, pad;
  mrl_ref at;
  mrl_str fact; /* empty unless FACT or MISSING */
} mrl_evidence;

/* What a pass says of (threat, subject).  `reason` is the rest of a sentence whose subject is the
 * element: "can be written by anybody"; plain text. */
typedef struct mrl_verdict {
  uint32_t size, kind;
  mrl_ref subject;
  mrl_str threat, reason;
  const mrl_evidence *evidence;
  uint32_t n_evidence, pad;
} mrl_verdict;

/* ---- Money ----------------------------------------------------------------------------------- */

/* At least, most likely, at most.  Frozen. */
typedef struct mrl_range {
  double low, likely, high;
} mrl_range;

/* `[losses]` of the description, as the team wrote it.  Shape: five levels, from very low, 0, to very
 * high, 4.  As mrl_node_info. */
typedef struct mrl_losses {
  uint32_t size;
  uint32_t events_given, costs_given; /* bit `1 << level` where the description has that range */
  uint32_t pad;
  mrl_str currency;    /* empty where it has none */
  mrl_range events[5]; /* events in a year, by level of likelihood */
  mrl_range costs[5];  /* `currency` for one event, by level of impact */
} mrl_losses;

/* A finding, or an undecided verdict at worst, after controls.  Ticks are 0 to 20, levels 0 to 4.
 * As mrl_node_info. */
typedef struct mrl_rated {
  uint32_t size, kind; /* MRL_RAISED or MRL_UNDECIDED */
  mrl_ref subject;
  mrl_str id, threat;  /* the id is `threat@subject` */
  uint32_t likelihood_ticks, impact_ticks;
  uint32_t likelihood, impact; /* levels */
} mrl_rated;

/* What one in so many years costs at least: `amount` in `percent` of the years.  Frozen. */
typedef struct mrl_exceeded {
  double percent, amount;
} mrl_exceeded;

/* What years cost.  Shape: at most 1000 points; percent between 100 and 0, each less than the one
 * before; amounts never fall.  Frozen. */
typedef struct mrl_curve {
  double expected; /* the sum of events times cost */
  double mean;     /* over the years that were drawn; the same as `expected` where none were */
  double error;    /* standard error of `mean`; 0 where none were */
  const mrl_exceeded *exceeded;
  uint32_t n_exceeded, pad;
} mrl_curve;

/* What a scorer makes of it all.  Unit: the description's currency, a year. */
typedef struct mrl_year {
  uint32_t size, pad;
  int64_t trials, seed; /* years that were drawn, and from which number; 0 where none were */
  mrl_curve known;      /* of what is raised */
  mrl_curve worst;      /* with what is undecided */
} mrl_year;

/* ---- The host -------------------------------------------------------------------------------- */

typedef struct mrl_ctx mrl_ctx; /* one run of one pass; opaque */

/* Append-only.  The host that loads a plugin has at least the functions of the plugin's own minor
 * version. */
typedef struct mrl_host {
  uint32_t size, abi_minor;

  /* The graph; null for importers and emitters alone.  Host's, until run returns.  [any] */
  const mrl_graph *(*graph)(const mrl_ctx *ctx);

  /* The subjects about which this analyzer must give a verdict on `threat`: the threat's scope,
   * narrowed by the pass's own subjects, does, kinds and roles.  Ordered by kind, then index; n may
   * be 0.
   * Errors: UNKNOWN no such threat in this run; UNDECLARED not in `covers`.
   * Host's, until run returns.  [any] */
  mrl_status (*scope)(const mrl_ctx *ctx, mrl_str threat, const mrl_ref **subjects, uint32_t *n);

  /* Describes a node.  Errors: ARGUMENT.  Caller's struct; the id is the host's, until run returns.
   * [any] */
  mrl_status (*node)(const mrl_ctx *ctx, mrl_node node, mrl_node_info *inout);

  /* Describes a flow, by its index.  Errors: ARGUMENT.  As `node`.  [any] */
  mrl_status (*flow)(const mrl_ctx *ctx, uint32_t flow, mrl_flow_info *inout);

  /* The id of any element; of the pipeline its own id.  Errors: ARGUMENT.  Host's, until run
   * returns.  [any] */
  mrl_status (*element_id)(const mrl_ctx *ctx, mrl_ref at, mrl_str *out);

  /* The number of a fact of the vocabulary, for this run; `kind`, `does` and `role` are facts too.
   * Errors: UNKNOWN.  [any] */
  mrl_status (*fact_id)(const mrl_ctx *ctx, mrl_str name, uint32_t *out);

  /* The effective value (written, inherited, derived or assumed; 9-semantics S4) of a fact.
   * Errors: ARGUMENT; UNDECLARED an analysis asks for what another one publishes that is not in its
   * `needs`; so do fact_is and fact_at_least.  Caller's struct; text and words are the host's, until run returns.  [any] */
  mrl_status (*fact)(const mrl_ctx *ctx, mrl_ref at, uint32_t fact, mrl_value *inout);

  /* `fact = word` as a condition means it: a set contains it, words match their descendants (`kind
   * = dataset` holds for a training set), a boolean is asked with `true` or `false`, an integer
   * with its digits.  What does not apply is NO.
   * Errors: ARGUMENT; UNKNOWN the fact has no such word.  [any] */
  mrl_status (*fact_is)(const mrl_ctx *ctx, mrl_ref at, uint32_t fact, mrl_str word, uint32_t *tri);

  /* `fact = { at-least = word }` of a level (a word of its scale) or an integer (digits).  What
   * does not apply is NO.
   * Errors: ARGUMENT the fact has no order; UNKNOWN the scale has no such word.  [any] */
  mrl_status (*fact_at_least)(const mrl_ctx *ctx, mrl_ref at, uint32_t fact, mrl_str word,
                              uint32_t *tri);

  /* The value of one of the pass's own options, the default included: FALSE, TRUE, INTEGER or TEXT.
   * Errors: UNKNOWN.  As `fact`.  [any]; also in `create` */
  mrl_status (*option)(const mrl_ctx *ctx, mrl_str key, mrl_value *inout);

  /* The view of an analysis, one of the structs below.  Errors: UNKNOWN; UNDECLARED not in `needs`.
   * Host's, immutable, until run returns.  [any] */
  mrl_status (*analysis)(const mrl_ctx *ctx, mrl_str id, const void **view);

  /* Gives a verdict, which is checked and copied.  Any error here is remembered: the pass has
   * failed and its verdicts are not used, whatever `run` returns.
   * Errors: ARGUMENT; UNKNOWN; UNDECLARED; SCOPE; TWICE.  [run] */
  mrl_status (*verdict)(mrl_ctx *ctx, const mrl_verdict *verdict);

  /* Says that the pass can't do its work, and why, in one sentence; the first call counts.  Copied.
   * [run] */
  void (*fail)(mrl_ctx *ctx, mrl_str why);

  /* Not 0 when the run is being given up; a pass that loops asks now and then and returns
   * MRL_ERR_STOPPED.  [any] */
  int32_t (*should_stop)(const mrl_ctx *ctx);

  /* A table that is not part of this contract yet ("merlon.draft.emit/1"), or null.  Host's, for
   * ever.  [any] */
  const void *(*extension)(const struct mrl_host *host, const char *id);

  /* Gives the value of a fact that the analysis publishes: MRL_TRI_...  What it does not give stays
   * unknown; what somebody stated or assumed is not overruled.
   * Errors, which are remembered as those of `verdict` are: ARGUMENT; UNDECLARED not in
   * `publishes`; SCOPE the fact is not on elements of this kind; TWICE.  [run] */
  mrl_status (*publish)(mrl_ctx *ctx, mrl_ref at, uint32_t fact, uint32_t tri);

  /* What an importer or an emitter is given: the bytes of the file, whatever they are; or the
   * result as JSON, as `merlon schema result` describes it.
   * Errors: ARGUMENT; UNDECLARED for other kinds of passes.  Host's, until run returns.  [any] */
  mrl_status (*input)(const mrl_ctx *ctx, mrl_str *bytes);

  /* Appends to what an importer or an emitter makes: text of a pipeline.toml; bytes of any format.
   * Copied.  Errors, which are remembered as those of `verdict` are: ARGUMENT; UNDECLARED for other
   * kinds of passes; HOST more than 256 MiB in all.  [run] */
  mrl_status (*output)(mrl_ctx *ctx, mrl_str bytes);
  /* What a scorer prices: raised first, then undecided, each by id, without what the team called a
   * false positive; from 0.
   * Errors: ARGUMENT; UNKNOWN from the first index that there is nothing for; UNDECLARED for other
   * kinds of passes, as of the next four.  Caller's struct; text is the host's, until run returns.
   * [any] */
  mrl_status (*rated)(const mrl_ctx *ctx, uint32_t index, mrl_rated *inout);

  /* `[losses]` of the description.  Errors: ARGUMENT; UNKNOWN it has none.  As `rated`.  [any] */
  mrl_status (*losses)(const mrl_ctx *ctx, mrl_losses *inout);

  /* What the finding of an index comes to: events in a year, and what one costs, both expected.
   * Errors, which are remembered as those of `verdict` are: ARGUMENT no such finding, or no number
   * from 0 to 1e15; TWICE.  [run] */
  mrl_status (*price)(mrl_ctx *ctx, uint32_t index, double events, double cost);

  /* What a year costs.  `expected` of both curves must be what the prices add up to.  Copied.
   * Errors, which are remembered: ARGUMENT; TWICE.  [run] */
  mrl_status (*year)(mrl_ctx *ctx, const mrl_year *year);

  /* Says that the description lacks what the scorer needs, so that the user can mend it: `why` is
   * the rest of a sentence whose subject is the scorer ("needs `currency`, ..."), `help` says what
   * to write, or is empty.  The first call counts; return MRL_ERR_FAILED after it.  Copied.  [run] */
  mrl_status (*reject)(mrl_ctx *ctx, mrl_str why, mrl_str help);
} mrl_host;

/* ---- Analyses: computed once, shared, immutable; all their functions are [any] --------------- */

/* Writes the elements of a witness path into `out`, at most `capacity` of them, and its whole
 * length into `n`; `n` is 0 where there is no path.  Nodes alternate with the flows between them;
 * between a holder and what it holds there is no flow.  A path of certain steps is preferred, then
 * a short one.  It leaves out hidden edges, so a query that answers UNKNOWN may have none.
 * Errors: ARGUMENT.  Caller's buffer. */
#define MRL_PATH_OUT mrl_ref *out, uint32_t capacity, uint32_t *n

/* `reachability/1`: what gets where, along reads, writes, uses, calls and flows, in any number of
 * steps. */
typedef struct mrl_reachability {
  uint32_t size, n_nodes;
  /* MRL_TRI_...: YES along named edges, UNKNOWN when only open sides could join them; NO for a node
   * out of range.  A node reaches itself only over a cycle. */
  uint32_t (*reaches)(const struct mrl_reachability *view, mrl_node from, mrl_node to);
  mrl_status (*path)(const struct mrl_reachability *view, mrl_node from, mrl_node to, MRL_PATH_OUT);
} mrl_reachability;

/* `lineage/1`: where content comes from.  Every output of a stage depends on all its inputs: it
 * over-approximates. */
typedef struct mrl_lineage {
  uint32_t size, n_nodes;
  /* MRL_TRI_...: content of `node` comes from `source`, in any number of steps. */
  uint32_t (*comes_from)(const struct mrl_lineage *view, mrl_node node, mrl_node source);
  /* MRL_TRI_...: the model asset `model` was made by a stage that learns (train, tune) from the
   * data asset `data`, directly or through preparation and parent models.  NO for other kinds of
   * nodes. */
  uint32_t (*learns_from)(const struct mrl_lineage *view, mrl_node model, mrl_node data);
  /* From `source` to `node`. */
  mrl_status (*path)(const struct mrl_lineage *view, mrl_node source, mrl_node node, MRL_PATH_OUT);
} mrl_lineage;

enum {
  MRL_TRUST_UNTRUSTED = 0,
  MRL_TRUST_PARTNER = 1,
  MRL_TRUST_INTERNAL = 2,
  MRL_TRUST_RESTRICTED = 3
};

/* `boundaries/1`: how far places are trusted, and which flows leave them. */
typedef struct mrl_boundaries {
  uint32_t size, n_nodes, n_flows, n_boundaries;
  const uint8_t *trust_must, *trust_may; /* n_nodes: MRL_TRUST_..., at least, at most */
  const uint8_t *crosses;                /* n_flows: MRL_TRI_..., ends in different boundaries */
  const uint8_t *rises;                  /* n_flows: MRL_TRI_..., into a place trusted more */
  const uint32_t *parent;                /* n_boundaries: the boundary around it, or MRL_NONE */
} mrl_boundaries;

/* `feedback-loops/1`: what a model gives out comes back as what it learns from. */
typedef struct mrl_feedback_loops {
  uint32_t size, n_nodes;
  const uint8_t *must, *may; /* n_nodes: 1 when the node surely, or possibly, lies on a loop */
  /* A loop through `node`; it begins and ends there. */
  mrl_status (*path)(const struct mrl_feedback_loops *view, mrl_node node, MRL_PATH_OUT);
} mrl_feedback_loops;

/* `dominators/1`: what nothing gets around.  Ways are those of `reachability/1`: people begin and
 * end them.  A store is passed as a whole, and by its door: what is written into it, to whatever it
 * holds.  Who reads or writes something in it by name passes that, not the store. */
typedef struct mrl_dominators {
  uint32_t size, n_nodes;
  /* MRL_TRI_...: every way from `from` to `to` passes `via`, which may be one of the two.  YES when
   * all possible ways do; NO when a certain way does not, when there is no way at all, for a node
   * out of range, and where both ends are one node; else UNKNOWN. */
  uint32_t (*passes)(const struct mrl_dominators *view, mrl_node from, mrl_node to, mrl_node via);
  /* The nodes that every possible way passes, in their order, both ends included.  A store that
   * some ways pass by what it holds and others as a whole may be left out. */
  mrl_status (*chain)(const struct mrl_dominators *view, mrl_node from, mrl_node to, MRL_PATH_OUT);
} mrl_dominators;

/* `attack-paths/1`: how far possible attackers are from a node, and by which ways they get there,
 * along reads, writes, uses, calls and flows.  They stand where a place is, or may be, untrusted,
 * bring in what comes from outside, or are hidden behind an open side.  People begin and end ways.
 * Nothing here looks at controls: what those are worth is decided after all verdicts. */
typedef struct mrl_attack_paths {
  uint32_t size, n_nodes;
  /* n_nodes: steps from one node to the next on the shortest way; 0 where an attacker stands;
   * MRL_NONE where there is no way.  `must` counts certain ways of certain attackers, `may` every
   * possible one, so must >= may.  Who is hidden behind an open side is one step away. */
  const uint32_t *must, *may;
  /* The shortest certain way to `node` from the attacker who is number `k`, counted from 0: those
   * with fewer steps first, of equals in the order of the document.  `n` is 0 from the first `k`
   * that there is no attacker for; where the attacker stands at the node, its way is that node.
   * One search of the graph for each node that is asked after another. */
  mrl_status (*path)(const struct mrl_attack_paths *view, mrl_node node, uint32_t k, MRL_PATH_OUT);
} mrl_attack_paths;

/* ---- What a plugin is ------------------------------------------------------------------------ */

/* What merlon-packc compiled from a folder of the threat database: words and text, no pointers
 * inside. */
typedef struct mrl_pack {
  uint32_t size, image_format;
  const uint32_t *words;
  uint32_t n_words, n_text;
  const char *text;
} mrl_pack;

enum { /* mrl_option.type */
  MRL_OPTION_FLAG = 0,    /* default "true" or "false" */
  MRL_OPTION_INTEGER = 1, /* default in digits; min <= value <= max */
  MRL_OPTION_TEXT = 2     /* one of `choices`, where there are any */
};

/* An option of a pass.  The plugin's, constant. */
typedef struct mrl_option {
  uint32_t size, type;
  const char *key, *fallback, *help;
  const char *const *choices; /* null, or ended by null */
  int64_t min, max;
} mrl_option;

enum { /* mrl_pass.kind */
  MRL_PASS_ANALYZER = 0, /* gives verdicts */
  MRL_PASS_ANALYSIS = 1, /* gives derived facts, before anybody asks for verdicts */
  MRL_PASS_SCORER = 2,   /* prices findings, after all verdicts */
  MRL_PASS_IMPORTER = 3, /* makes a description in pipeline.toml of another file */
  MRL_PASS_EMITTER = 4   /* makes a file of a result */
};
enum { MRL_PASS_REENTRANT = 1 }; /* mrl_pass.flags: threads may `run` it at once, each its ctx */

/* One question asked of the graph.  The plugin's, constant.  Lists end with null; a null list is
 * empty.
 *
 * An analysis has `publishes` and no `covers`; an analyzer has `covers` and no `publishes`.  The
 * others have neither, nor `needs`.  An importer and an emitter turn one text into another (`input`,
 * `output`), and of the host's functions may call `option`, `fail` and `should_stop` besides.  A
 * scorer may ask all that an analyzer may, but `scope` and `analysis`.
 *
 * Promise of an analyzer: after a successful `run` there is exactly one verdict for each covered threat and each
 * subject that `scope` gives for it.  One missing, or one outside, and none of the pass's verdicts
 * is used.
 * Promise of a scorer: after a successful `run` each index of `rated` has its price, and the year is
 * given, or nothing of it is used.
 * `run` keeps no borrowed pointer, no thread and no global state; reads no clock, file,
 * environment or random number; prints nothing. */
typedef struct mrl_pass {
  uint32_t size, kind, flags;
  uint32_t subjects;         /* mask of element kinds that it decides; 0: the whole scope */
  const char *id;            /* lower-case words joined by `-`; its source and page are so named.  An
                              * analysis ends in `/` and the major version of what its facts mean */
  const char *summary;       /* a line for lists of passes */
  const char *const *needs;  /* ids of analyses */
  const char *const *covers; /* of an analyzer: ids of threats, at least one */
  const char *const *does;   /* the stages that it decides; empty: all in the scope */
  const char *const *kinds;  /* the assets; empty: all */
  const char *const *roles;  /* the actors; empty: all */
  const mrl_option *const *options;
  /* Makes the state that `run` gets; null when there is none.  Plugin's, until destroy.  [run] */
  mrl_status (*create)(const mrl_host *host, mrl_ctx *ctx, void **state);
  /* Does the work.  [run] */
  mrl_status (*run)(const mrl_host *host, mrl_ctx *ctx, void *state);
  /* Null when there is no create; called once for each create that returned 0.  [run] */
  void (*destroy)(void *state);
  const char *const *publishes; /* of an analysis: derived facts of type bool that the plugin's own
                                 * pack declares and does not define, at least one */
} mrl_pass;

/* The one exported symbol: constant data; reading it runs no code.  The plugin's, for the life of
 * the process. */
typedef struct mrl_plugin {
  uint64_t magic; /* MRL_MAGIC */
  uint32_t size;
  uint16_t abi_major, abi_minor;
  const char *abi_hash; /* MERLON_ABI_HASH of <merlon/abi_hash.h>: which abi.h it was, for messages */
  const char *build;    /* compiler and version, for messages */
  const char *id, *version;
  const mrl_pass *const *passes; /* null, or ended by null */
  const mrl_pack *pack;          /* null when it brings no threats */
} mrl_plugin;
extern MRL_EXPORT const mrl_plugin merlon_plugin;

/* The ELF notes of section `.note.merlon`, owner "Merlon", read as bytes before anything is loaded;
 * little endian.
 *   MRL_NOTE_PLUGIN, exactly one: u32 format (1); u32 bits of a pointer; u16 abi_major, abi_minor;
 *                                 u32 0; then abi_hash, build, id, version, each ended by NUL
 *   MRL_NOTE_PASS, one a pass:    "merlon-pass KIND ID THREAT,THREAT" ended by NUL; KIND is
 *                                 analyzer, analysis, scorer, importer or emitter; of an analysis its
 *                                 facts stand in the place of threats, of the last three `-`
 * <merlon/entry.h> writes both. */
enum { MRL_NOTE_PLUGIN = 1, MRL_NOTE_PASS = 2 };

/* Where a note belongs.  The alignment keeps compilers from padding between notes, and clang's
 * address sanitizer must put no red zone there. */
#if defined(__clang__)
#define MRL_NOTE_PLACE \
  __attribute__((section(".note.merlon"), used, aligned(4), no_sanitize("address")))
#elif defined(__GNUC__)
#define MRL_NOTE_PLACE __attribute__((section(".note.merlon"), used, aligned(4)))
#endif

#ifdef __cplusplus
}
#endif

#endif /* MERLON_ABI_H */
