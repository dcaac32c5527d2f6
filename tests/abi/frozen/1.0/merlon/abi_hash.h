/* Generated: the first 16 digits of the SHA-256 of abi.h. */
#ifndef MERLON_ABI_HASH
#define MERLON_ABI_HASH "49e2af8cb45a5575"
#endif
