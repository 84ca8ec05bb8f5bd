package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance application, asked by foreign clients on each transport. */
@ParameterizedClass
@ValueSource(strings = {"nio", "epoll", "io_uring"})
class ConformanceTest {
  private static ExampleProcess server;

  @Parameter String transport;

  @TempDir Path folder;

  @BeforeParameterizedClassInvocation
  static void start(String transport) throws Exception {
    server = ExampleProcess.start("Conformance", "--transport", transport, "--workers", "1");
    assertThat(server.url("/")).startsWith("http://127.0.0.1:");
  }

  @AfterParameterizedClassInvocation
  static void stop() throws Exception {
    assertThat(server.terminate()).as(server.output()).isZero();
    server.close();
  }

  @Test
  void javasOwnClientGetsWhatItAsksFor() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      assertThat(get(client, "/").body().length()).isGreaterThanOrEqualTo(5);
      assertThat(get(client, "/large?n=3000000").body()).hasSize(3_000_000);
      assertThat(get(client, "/stream/5").body())
          .isEqualTo("line 1\nline 2\nline 3\nline 4\nline 5\n");
      assertThat(get(client, "/slow/50").body()).isEqualTo("ok");
      assertThat(get(client, "/headers").body()).contains("\"user-agent\":[");
      HttpResponse<String> echo =
          client.send(
              HttpRequest.newBuilder(URI.create(server.url("/echo")))
                  .header("content-type", "text/x-own")
                  .POST(BodyPublishers.ofString("x".repeat(500_000)))
                  .build(),
              BodyHandlers.ofString());
      assertThat(echo.statusCode()).isEqualTo(200);
      assertThat(echo.headers().firstValue("content-type")).contains("text/x-own");
      assertThat(echo.body()).isEqualTo("x".repeat(500_000));
    }
  }

  @Test
  void javasOwnClientGetsEventsAsTheyHappen() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/sse"))).build();
      try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
        assertThat(lines.filter(line -> line.startsWith("id: ")).limit(2))
            .containsExactly("id: 1", "id: 2");
      }
    }
  }

  @Test
  void curlUploadsDownloadsAndPipesThroughOneConnection() throws Exception {
    Path upload = folder.resolve("upload");
    Files.writeString(upload, "y".repeat(900_000));
    Tool.Result echo =
        Tool.run(
            "curl",
            "-s",
            "--data-binary",
            "@" + upload,
            "-H",
            "transfer-encoding: chunked",
            server.url("/echo"));
    assertThat(echo.output()).isEqualTo("y".repeat(900_000));
    Tool.Result expect =
        Tool.run("curl", "-sv", "-H", "expect: 100-continue", "-d", "hello", server.url("/echo"));
    assertThat(expect.output()).contains("< HTTP/1.1 100 Continue", "hello");
    Tool.Result head = Tool.run("curl", "-sI", server.url("/large?n=10"));
    assertThat(head.output()).startsWith("HTTP/1.1 200 OK");
    Tool.Result twice = Tool.run("curl", "-sv", server.url("/"), server.url("/headers"));
    assertThat(twice.output()).containsIgnoringCase("Re-using existing connection");
    Tool.Result old = Tool.run("curl", "-s0", "-i", server.url("/stream/2"));
    assertThat(old.output()).doesNotContain("chunked").endsWith("line 1\nline 2\n");
  }

  @Test
  void wrkSeesNoErrorPipelinedOrNot() throws Exception {
    Path pipeline = folder.resolve("pipeline.lua");
    Files.writeString(
        pipeline,
        "init = function(args) local r = {} for i = 1, 16 do r[i] = wrk.format('GET', '/') end req"
            + " = table.concat(r) end\n"
            + "request = function() return req end\n");
    for (List<String> script : List.of(List.<String>of(), List.of("-s", pipeline.toString()))) {
      ProcessBuilder wrk = new ProcessBuilder("wrk", "-t1", "-c32", "-d2s");
      wrk.command().addAll(script);
      wrk.command().add(server.url("/"));
      Tool.Result result = Tool.run(wrk);
      assertThat(result.output())
          .doesNotContain("Socket errors", "Non-2xx")
          .contains("requests in");
      Matcher count = Pattern.compile("(\\d+) requests in").matcher(result.output());
      assertThat(count.find()).isTrue();
      assertThat(Integer.parseInt(count.group(1))).isPositive();
    }
  }

  @Test
  void h2loadSeesNoErrorOverHttp1() throws Exception {
    Tool.Result result = Tool.run("h2load", "--h1", "-n", "2000", "-c", "10", server.url("/"));
    assertThat(result.output())
        .contains("2000 succeeded, 0 failed, 0 errored, 0 timeout", "2000 2xx");
  }

  @Test
  void gosClientGetsWhatItAsksFor() throws Exception {
    String source =
        """
        package main

        import (
        	"fmt"
        	"io"
        	"net/http"
        	"os"
        	"strings"
        )

        func main() {
        	base := os.Args[1]
        	for i := 0; i < 3; i++ {
        		r, err := http.Get(base + "/large?n=100000")
        		if err != nil {
        			panic(err)
        		}
        		b, err := io.ReadAll(r.Body)
        		fmt.Println(r.StatusCode, len(b), err)
        	}
        	r, err := http.Post(base+"/echo", "text/plain", io.MultiReader(strings.NewReader("chunked "), strings.NewReader("body")))
        	if err != nil {
        		panic(err)
        	}
        	b, _ := io.ReadAll(r.Body)
        	fmt.Println(r.StatusCode, string(b))
        	r, err = http.Get(base + "/stream/3")
        	if err != nil {
        		panic(err)
        	}
        	b, _ = io.ReadAll(r.Body)
        	fmt.Println(r.TransferEncoding, strings.Count(string(b), "\\n"))
        }
        """;
    Tool.Result go = GoProgram.run(source, server.url(""));
    assertThat(go.output())
        .isEqualTo(
            "200 100000 <nil>\n"
                + "200 100000 <nil>\n"
                + "200 100000 <nil>\n"
                + "200 chunked body\n"
                + "[chunked] 3\n");
  }

  private HttpResponse<String> get(HttpClient client, String path) throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(server.url(path))).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response;
  }
}
