package peer;

import jakarta.servlet.*;
import jakarta.servlet.http.*;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.io.IOException;
import java.util.*;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

@SpringBootApplication
@EnableWebSocket
public class Main implements WebMvcConfigurer, WebSocketConfigurer {
  public static void main(String[] a) {
    SpringApplication s = new SpringApplication(Main.class);
    s.setDefaultProperties(
        Map.of(
            "server.port",
            System.getenv("PORT"),
            "server.address",
            "127.0.0.1",
            "spring.threads.virtual.enabled",
            "true",
            "server.tomcat.max-connections",
            "20000",
            "server.tomcat.accept-count",
            "4096",
            "server.tomcat.keep-alive-timeout",
            "300s",
            "server.tomcat.max-keep-alive-requests",
            "-1",
            "spring.main.banner-mode",
            "off",
            "logging.level.root",
            "WARN"));
    s.run(a);
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry r) {
    r.addResourceHandler("/files/**")
        .addResourceLocations("file:" + System.getenv("PEERS_FILES") + "/");
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry r) {
    r.addHandler(
        new TextWebSocketHandler() {
          @Override
          protected void handleTextMessage(WebSocketSession s, TextMessage m) throws IOException {
            s.sendMessage(m);
          }
        },
        "/echo");
  }

  static FilterRegistrationBean<Filter> reg(Filter f, int o) {
    var b = new FilterRegistrationBean<Filter>(f);
    b.addUrlPatterns("/api/*");
    b.setOrder(o);
    return b;
  }

  @Bean
  FilterRegistrationBean<Filter> requestId() {
    return reg(
        new OncePerRequestFilter() {
          protected void doFilterInternal(
              HttpServletRequest q, HttpServletResponse r, FilterChain c)
              throws IOException, ServletException {
            String id = q.getHeader("X-Request-Id");
            r.setHeader("X-Request-Id", id == null ? UUID.randomUUID().toString() : id);
            c.doFilter(q, r);
          }
        },
        1);
  }

  @Bean
  FilterRegistrationBean<Filter> timing() {
    return reg(
        new OncePerRequestFilter() {
          protected void doFilterInternal(
              HttpServletRequest q, HttpServletResponse r, FilterChain c)
              throws IOException, ServletException {
            long t = System.nanoTime();
            // The answer is committed inside the chain, so the header is set when the body is
            // opened.
            c.doFilter(
                q,
                new HttpServletResponseWrapper(r) {
                  @Override
                  public ServletOutputStream getOutputStream() throws IOException {
                    if (!isCommitted())
                      setHeader("X-Response-Time", (System.nanoTime() - t) / 1000 + "us");
                    return super.getOutputStream();
                  }
                });
          }
        },
        2);
  }

  @Bean
  FilterRegistrationBean<Filter> auth() {
    return reg(
        new OncePerRequestFilter() {
          protected void doFilterInternal(
              HttpServletRequest q, HttpServletResponse r, FilterChain c)
              throws IOException, ServletException {
            if ("Bearer test".equals(q.getHeader("Authorization"))) c.doFilter(q, r);
            else r.setStatus(401);
          }
        },
        3);
  }

  public record Customer(@NotBlank String name, @Email String email) {}

  public record Item(@NotNull String sku, @Min(1) int qty, double price) {}

  public record Order(
      @NotNull @Valid Customer customer, @NotEmpty @Valid List<Item> items, String note) {}

  public record Answer(long id, double total, int count, boolean expand, List<Item> items) {}

  @RestController
  public static class Api {
    @GetMapping(value = "/plaintext", produces = "text/plain")
    String plaintext() {
      return "Hello, World!";
    }

    @GetMapping("/json")
    Model.Message json() {
      return new Model.Message("Hello, World!");
    }

    @PostMapping("/api/orders/{id}")
    Answer order(
        @PathVariable long id,
        @RequestParam(defaultValue = "false") boolean expand,
        @RequestParam(defaultValue = "10") @Min(1) @Max(100) int limit,
        @Valid @RequestBody Order o) {
      double total = 0;
      for (Item i : o.items()) total += i.qty() * i.price();
      int n = o.items().size();
      return new Answer(id, total, n, expand, limit < n ? o.items().subList(0, limit) : o.items());
    }
  }
}
