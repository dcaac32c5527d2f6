/* Generated: the first 16 digits of the SHA-256 of abi.h. */
#ifndef MERLON_ABI_HASH
#define MERLON_ABI_HASH "0812f3747a204842"
#endif
