package dev.covet.engine.transport;

import dev.covet.engine.Transport;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import java.util.function.Supplier;

/**
 * A transport that works here.
 *
 * @param transport which one; never {@code AUTO}
 * @param reason why it was chosen, for people
 * @param handlers makes the input-output side of a loop
 * @param listener makes an unbound listening channel
 */
public record Sockets(
    Transport transport,
    String reason,
    IoHandlerFactory handlers,
    Supplier<? extends ServerChannel> listener) {}
