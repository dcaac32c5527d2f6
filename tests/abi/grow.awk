# A later abi.h of the same major: each struct that may grow has one member more, and the minor is one higher.
/^#define MRL_ABI_MINOR / { $3 = $3 + 1; print "#define MRL_ABI_MINOR " $3; next }
/^typedef struct mrl_[a-z_]+ \{/ { grows = 0 }
/^  uint32_t size[,;]/ { grows = 1 }
/^\} mrl_[a-z_]+;/ && grows { print "  uint64_t appended;"; grows = 0 }
{ print }
