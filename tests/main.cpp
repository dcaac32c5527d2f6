// The `main` of every unit test.  Catch2 2 is compiled here, once; Catch2 3 brings its own in a
// library.
#if !__has_include(<catch2/catch_test_macros.hpp>)
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif
