package dev.covet.bridge.accesslog;

import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.RequestEnd.Outcome;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to the log; texts are as the client sent them, cut to a length.
 *
 * @param millis when it ended, since the epoch
 * @param client who sent it
 * @param method its method, if it could be read
 * @param target its path, perhaps with the query
 * @param version its version
 * @param route the pattern of its route
 * @param status of the answer, 0 for none
 * @param bytesIn of its body
 * @param bytesOut of the answer's body
 * @param nanos how long it took
 * @param referer where the client says it comes from
 * @param userAgent what the client says it is
 * @param id its id
 * @param outcome how it ended
 * @param refusal why the engine refused it
 */
record Entry(
    long millis,
    @Nullable SocketAddress client,
    @Nullable Method method,
    @Nullable String target,
    @Nullable HttpVersion version,
    @Nullable String route,
    int status,
    long bytesIn,
    long bytesOut,
    long nanos,
    @Nullable String referer,
    @Nullable String userAgent,
    @Nullable String id,
    Outcome outcome,
    @Nullable String refusal) {}
