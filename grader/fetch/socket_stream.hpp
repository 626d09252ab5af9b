// The TCP stream that libgit2 uses in place of its own, so that a TransferWatch can end it.
#pragma once

namespace assay::fetch {

/// Registers the stream for http, https and ssh, for the whole process.
void register_socket_stream();

}  // namespace assay::fetch
