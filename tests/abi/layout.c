/* Prints sizes, offsets and numbers of the border; compared with abi.golden.  A later list must
 * contain this one. */
#include <merlon/abi.h>
#include <stdio.h>

#define SIZE(type) printf("size %s %zu\n", #type, sizeof(type))
#define AT(type, field) printf("at %s.%s %zu\n", #type, #field, offsetof(type, field))
#define NUMBER(name) printf("number %s %lld\n", #name, (long long)(name))

static void values(void) {
  SIZE(mrl_str);
  AT(mrl_str, ptr);
  AT(mrl_str, len);
  SIZE(mrl_ref);
  AT(mrl_ref, kind);
  AT(mrl_ref, index);
  SIZE(mrl_value);
  AT(mrl_value, size);
  AT(mrl_value, kind);
  AT(mrl_value, must);
  AT(mrl_value, may);
  AT(mrl_value, integer);
  AT(mrl_value, text);
  AT(mrl_value, words);
  AT(mrl_value, n_words);
  AT(mrl_value, more);
  SIZE(mrl_node_info);
  AT(mrl_node_info, size);
  AT(mrl_node_info, boundary);
  AT(mrl_node_info, ref);
  AT(mrl_node_info, id);
  AT(mrl_node_info, holder);
  AT(mrl_node_info, pad);
  SIZE(mrl_flow_info);
  AT(mrl_flow_info, size);
  AT(mrl_flow_info, kind);
  AT(mrl_flow_info, ref);
  AT(mrl_flow_info, from);
  AT(mrl_flow_info, to);
  AT(mrl_flow_info, id);
  SIZE(mrl_evidence);
  AT(mrl_evidence, kind);
  AT(mrl_evidence, pad);
  AT(mrl_evidence, at);
  AT(mrl_evidence, fact);
  SIZE(mrl_verdict);
  AT(mrl_verdict, size);
  AT(mrl_verdict, kind);
  AT(mrl_verdict, subject);
  AT(mrl_verdict, threat);
  AT(mrl_verdict, reason);
  AT(mrl_verdict, evidence);
  AT(mrl_verdict, n_evidence);
  AT(mrl_verdict, pad);
}

static void graph(void) {
  SIZE(mrl_graph);
  AT(mrl_graph, size);
  AT(mrl_graph, n_nodes);
  AT(mrl_graph, n_flows);
  AT(mrl_graph, n_stages);
  AT(mrl_graph, n_assets);
  AT(mrl_graph, n_actors);
  AT(mrl_graph, n_boundaries);
  AT(mrl_graph, pad);
  AT(mrl_graph, out_off);
  AT(mrl_graph, out_flow);
  AT(mrl_graph, in_off);
  AT(mrl_graph, in_flow);
  AT(mrl_graph, flow_from);
  AT(mrl_graph, flow_to);
  AT(mrl_graph, flow_kind);
  AT(mrl_graph, open_in);
  AT(mrl_graph, open_out);
  SIZE(mrl_reachability);
  AT(mrl_reachability, size);
  AT(mrl_reachability, n_nodes);
  AT(mrl_reachability, reaches);
  AT(mrl_reachability, path);
  SIZE(mrl_lineage);
  AT(mrl_lineage, size);
  AT(mrl_lineage, n_nodes);
  AT(mrl_lineage, comes_from);
  AT(mrl_lineage, learns_from);
  AT(mrl_lineage, path);
  SIZE(mrl_boundaries);
  AT(mrl_boundaries, size);
  AT(mrl_boundaries, n_nodes);
  AT(mrl_boundaries, n_flows);
  AT(mrl_boundaries, n_boundaries);
  AT(mrl_boundaries, trust_must);
  AT(mrl_boundaries, trust_may);
  AT(mrl_boundaries, crosses);
  AT(mrl_boundaries, rises);
  AT(mrl_boundaries, parent);
  SIZE(mrl_feedback_loops);
  AT(mrl_feedback_loops, size);
  AT(mrl_feedback_loops, n_nodes);
  AT(mrl_feedback_loops, must);
  AT(mrl_feedback_loops, may);
  AT(mrl_feedback_loops, path);
}

static void tables(void) {
  SIZE(mrl_host);
  AT(mrl_host, size);
  AT(mrl_host, abi_minor);
  AT(mrl_host, graph);
  AT(mrl_host, scope);
  AT(mrl_host, node);
  AT(mrl_host, flow);
  AT(mrl_host, element_id);
  AT(mrl_host, fact_id);
  AT(mrl_host, fact);
  AT(mrl_host, fact_is);
  AT(mrl_host, fact_at_least);
  AT(mrl_host, option);
  AT(mrl_host, analysis);
  AT(mrl_host, verdict);
  AT(mrl_host, fail);
  AT(mrl_host, should_stop);
  AT(mrl_host, extension);
  SIZE(mrl_pack);
  AT(mrl_pack, size);
  AT(mrl_pack, image_format);
  AT(mrl_pack, words);
  AT(mrl_pack, n_words);
  AT(mrl_pack, n_text);
  AT(mrl_pack, text);
  SIZE(mrl_option);
  AT(mrl_option, size);
  AT(mrl_option, type);
  AT(mrl_option, key);
  AT(mrl_option, fallback);
  AT(mrl_option, help);
  AT(mrl_option, choices);
  AT(mrl_option, min);
  AT(mrl_option, max);
  SIZE(mrl_pass);
  AT(mrl_pass, size);
  AT(mrl_pass, kind);
  AT(mrl_pass, flags);
  AT(mrl_pass, subjects);
  AT(mrl_pass, id);
  AT(mrl_pass, summary);
  AT(mrl_pass, needs);
  AT(mrl_pass, covers);
  AT(mrl_pass, does);
  AT(mrl_pass, kinds);
  AT(mrl_pass, roles);
  AT(mrl_pass, options);
  AT(mrl_pass, create);
  AT(mrl_pass, run);
  AT(mrl_pass, destroy);
  SIZE(mrl_plugin);
  AT(mrl_plugin, magic);
  AT(mrl_plugin, size);
  AT(mrl_plugin, abi_major);
  AT(mrl_plugin, abi_minor);
  AT(mrl_plugin, abi_hash);
  AT(mrl_plugin, build);
  AT(mrl_plugin, id);
  AT(mrl_plugin, version);
  AT(mrl_plugin, passes);
  AT(mrl_plugin, pack);
}

static void numbers(void) {
  NUMBER(MRL_ABI_MAJOR);
  NUMBER(MRL_ABI_MINOR);
  NUMBER(MRL_MAGIC);
  NUMBER(MRL_NONE);
  NUMBER(MRL_OK);
  NUMBER(MRL_ERR_ARGUMENT);
  NUMBER(MRL_ERR_UNKNOWN);
  NUMBER(MRL_ERR_UNDECLARED);
  NUMBER(MRL_ERR_SCOPE);
  NUMBER(MRL_ERR_TWICE);
  NUMBER(MRL_ERR_STOPPED);
  NUMBER(MRL_ERR_HOST);
  NUMBER(MRL_ERR_FAILED);
  NUMBER(MRL_STAGE);
  NUMBER(MRL_ASSET);
  NUMBER(MRL_ACTOR);
  NUMBER(MRL_FLOW);
  NUMBER(MRL_BOUNDARY);
  NUMBER(MRL_PIPELINE);
  NUMBER(MRL_TRI_NO);
  NUMBER(MRL_TRI_UNKNOWN);
  NUMBER(MRL_TRI_YES);
  NUMBER(MRL_FLOW_WRITTEN);
  NUMBER(MRL_FLOW_READS);
  NUMBER(MRL_FLOW_USES);
  NUMBER(MRL_FLOW_WRITES);
  NUMBER(MRL_FLOW_SERVES);
  NUMBER(MRL_FALSE);
  NUMBER(MRL_TRUE);
  NUMBER(MRL_UNKNOWN);
  NUMBER(MRL_NOT_APPLICABLE);
  NUMBER(MRL_LEVEL);
  NUMBER(MRL_WORDS);
  NUMBER(MRL_INTEGER);
  NUMBER(MRL_TEXT);
  NUMBER(MRL_RULED_OUT);
  NUMBER(MRL_UNDECIDED);
  NUMBER(MRL_RAISED);
  NUMBER(MRL_EVIDENCE_ELEMENT);
  NUMBER(MRL_EVIDENCE_FACT);
  NUMBER(MRL_EVIDENCE_MISSING);
  NUMBER(MRL_EVIDENCE_PATH);
  NUMBER(MRL_TRUST_UNTRUSTED);
  NUMBER(MRL_TRUST_PARTNER);
  NUMBER(MRL_TRUST_INTERNAL);
  NUMBER(MRL_TRUST_RESTRICTED);
  NUMBER(MRL_OPTION_FLAG);
  NUMBER(MRL_OPTION_INTEGER);
  NUMBER(MRL_OPTION_TEXT);
  NUMBER(MRL_PASS_ANALYZER);
  NUMBER(MRL_PASS_ANALYSIS);
  NUMBER(MRL_PASS_SCORER);
  NUMBER(MRL_PASS_IMPORTER);
  NUMBER(MRL_PASS_EMITTER);
  NUMBER(MRL_PASS_REENTRANT);
  NUMBER(MRL_NOTE_PLUGIN);
  NUMBER(MRL_NOTE_PASS);
}

int main(void) {
  values();
  graph();
  tables();
  numbers();
  return 0;
}
