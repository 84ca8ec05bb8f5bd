package peer;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Routes of the Vert.x router that Quarkus runs on. */
@ApplicationScoped
public class More {
  void routes(@Observes Router router) {
    router
        .route("/files/*")
        .handler(StaticHandler.create(FileSystemAccess.ROOT, System.getenv("PEERS_FILES")));
    router
        .get("/echo")
        .handler(
            c ->
                c.request()
                    .toWebSocket()
                    .onSuccess(s -> s.textMessageHandler(s::writeTextMessage))
                    .onFailure(c::fail));
  }
}
