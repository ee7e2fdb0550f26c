// The changes that a stream of deliveries makes of an archive, disturbed as those of scenario.hpp.
#pragma once

#include "tests/safety/scenario.hpp"

namespace broadsheet::tests {

/// An add that brings an article under embargo and one whose time has come, takes down two that their source
/// withdraws, one of them under embargo, and has newer versions of both kinds.
Change add_with_notices(Scale scale);
Change deferred_takedown(Scale scale);
Change purge(Scale scale);
/// Of a folder with three files: new articles, newer versions, notices as above.
Change watch(Scale scale);

}  // namespace broadsheet::tests
