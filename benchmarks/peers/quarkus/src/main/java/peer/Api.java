package peer;

import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import jakarta.ws.rs.*;
import jakarta.ws.rs.container.*;
import jakarta.ws.rs.core.Response;
import java.util.*;
import org.jboss.resteasy.reactive.server.*;

@Path("/")
public class Api {
  public record Customer(@NotBlank String name, @NotNull @Email String email) {}

  public record Item(@NotNull String sku, @Min(1) int qty, double price) {}

  public record Order(
      @NotNull @Valid Customer customer, @NotEmpty List<@Valid Item> items, String note) {}

  public record Answer(long id, double total, int count, boolean expand, List<Item> items) {}

  public record Msg(String message) {}

  @GET
  @Path("plaintext")
  @Produces("text/plain")
  @io.smallrye.common.annotation.NonBlocking
  public String plaintext() {
    return "Hello, World!";
  }

  @GET
  @Path("json")
  @Produces("application/json")
  @io.smallrye.common.annotation.NonBlocking
  public Msg json() {
    return new Msg("Hello, World!");
  }

  @POST
  @Path("api/orders/{id}")
  @Consumes("application/json")
  @Produces("application/json")
  @io.smallrye.common.annotation.NonBlocking
  public Answer order(
      @PathParam("id") long id,
      @QueryParam("expand") @DefaultValue("false") boolean expand,
      @QueryParam("limit") @DefaultValue("10") @Min(1) @Max(100) int limit,
      @NotNull @Valid Order o) {
    double total = 0;
    for (Item i : o.items()) total += i.qty() * i.price();
    int n = o.items().size();
    return new Answer(id, total, n, expand, limit < n ? o.items().subList(0, limit) : o.items());
  }

  public static class Filters {
    static boolean api(ContainerRequestContext q) {
      return q.getUriInfo().getPath().startsWith("/api/");
    }

    @ServerRequestFilter(priority = 1, nonBlocking = true)
    public void id(ContainerRequestContext q) {
      if (api(q)) {
        String id = q.getHeaderString("X-Request-Id");
        q.setProperty("rid", id == null ? UUID.randomUUID().toString() : id);
      }
    }

    @ServerRequestFilter(priority = 2, nonBlocking = true)
    public void timing(ContainerRequestContext q) {
      if (api(q)) q.setProperty("t", System.nanoTime());
    }

    @ServerRequestFilter(priority = 3, nonBlocking = true)
    public Response auth(ContainerRequestContext q) {
      return !api(q) || "Bearer test".equals(q.getHeaderString("Authorization"))
          ? null
          : Response.status(401).build();
    }

    @ServerResponseFilter
    public void out(ContainerRequestContext q, ContainerResponseContext r) {
      Object t = q.getProperty("t");
      if (t != null) {
        r.getHeaders().putSingle("X-Request-Id", q.getProperty("rid"));
        r.getHeaders().putSingle("X-Response-Time", (System.nanoTime() - (Long) t) / 1000 + "us");
      }
    }
  }
}
