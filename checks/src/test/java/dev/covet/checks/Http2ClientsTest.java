package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.test.AnyCertificate;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Foreign clients speak HTTP/2 and HTTP/1.1 to the same ports, in clear text and by TLS. */
@ParameterizedClass
@ValueSource(strings = {"nio", "epoll", "io_uring"})
class Http2ClientsTest {
  private static ExampleProcess clear;
  private static ExampleProcess tls;

  @Parameter String transport;

  @TempDir Path folder;

  @BeforeParameterizedClassInvocation
  static void start(String transport) throws Exception {
    clear = ExampleProcess.start("Conformance", "--transport", transport, "--workers", "1");
    tls =
        ExampleProcess.start(
            "Conformance",
            "--transport",
            transport,
            "--workers",
            "1",
            "--mode",
            "dev",
            "--tls-self-signed",
            "true");
  }

  @AfterParameterizedClassInvocation
  static void stop() throws Exception {
    for (ExampleProcess server : List.of(clear, tls)) {
      assertThat(server.terminate()).as(server.output()).isZero();
      server.close();
    }
  }

  @Test
  void curlSpeaksBothVersionsOnOnePort() throws Exception {
    for (List<String> way :
        List.of(
            List.of("--http2-prior-knowledge", clear.url("/"), "2"),
            List.of("--http1.1", clear.url("/"), "1.1"),
            List.of("--http2", tls.url("/"), "2"),
            List.of("--http1.1", tls.url("/"), "1.1"))) {
      Tool.Result result =
          Tool.run("curl", "-sk", way.get(0), "-w", "%{http_version} %{http_code}", way.get(1));
      assertThat(result.output()).isEqualTo("Covet conformance\n" + way.get(2) + " 200");
    }
  }

  @Test
  void curlUploadsAndAsksBefore() throws Exception {
    Path upload = folder.resolve("upload");
    Files.writeString(upload, "y".repeat(900_000));
    Tool.Result echo = Tool.run("curl", "-sk", "--data-binary", "@" + upload, tls.url("/echo"));
    assertThat(echo.output()).isEqualTo("y".repeat(900_000));
    Tool.Result expect =
        Tool.run("curl", "-skv", "-H", "expect: 100-continue", "-d", "hello", tls.url("/echo"));
    assertThat(expect.output()).contains("< HTTP/2 100", "< HTTP/2 200", "hello");
    Tool.Result large =
        Tool.run(
            "curl",
            "-sk",
            "--data-binary",
            "@" + upload,
            "-w",
            "%{http_code}",
            tls.url("/stream/3"));
    assertThat(large.output()).endsWith("405");
  }

  @Test
  void nghttpGetsAndReadsTrailingFrames() throws Exception {
    Tool.Result result = Tool.run("nghttp", "-v", clear.url("/large?n=300000"));
    assertThat(result.output()).contains(":status: 200", "END_STREAM");
    assertThat(result.exit()).isZero();
  }

  @Test
  void h2loadSeesNoError() throws Exception {
    for (String url : List.of(clear.url("/"), tls.url("/"))) {
      Tool.Result result = Tool.run("h2load", "-n", "20000", "-c", "8", "-m", "100", url);
      assertThat(result.output())
          .contains("20000 succeeded, 0 failed, 0 errored, 0 timeout", "20000 2xx");
    }
  }

  @Test
  void gosClientMovesAHundredLargeBodiesBothWaysAtOnce() throws Exception {
    String source =
        """
        package main

        import (
        	"bytes"
        	"crypto/tls"
        	"fmt"
        	"io"
        	"math/rand"
        	"net/http"
        	"os"
        	"strconv"
        	"sync"
        )

        func main() {
        	t := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true}
        	c := &http.Client{Transport: t}
        	r, err := c.Get(os.Args[1] + "/large?n=3000000")
        	if err != nil {
        		panic(err)
        	}
        	b, err := io.ReadAll(r.Body)
        	fmt.Println(r.Proto, r.StatusCode, len(b), err)
        	var wait sync.WaitGroup
        	var lock sync.Mutex
        	good := 0
        	for i := 0; i < 50; i++ {
        		wait.Add(1)
        		go func(i int) {
        			defer wait.Done()
        			sent := bytes.Repeat([]byte{byte(i)}, 300000)
        			r, err := c.Post(os.Args[1]+"/echo", "text/plain", bytes.NewReader(sent))
        			if err != nil {
        				panic(err)
        			}
        			got, err := io.ReadAll(r.Body)
        			if err == nil && bytes.Equal(got, sent) {
        				lock.Lock()
        				good++
        				lock.Unlock()
        			}
        		}(i)
        	}
        	wait.Wait()
        	fmt.Println(good)
        	size, _ := strconv.Atoi(os.Args[2])
        	large := make([]byte, size)
        	rand.New(rand.NewSource(1)).Read(large)
        	good = 0
        	for i := 0; i < 100; i++ {
        		wait.Add(1)
        		go func() {
        			defer wait.Done()
        			r, err := c.Post(os.Args[1]+"/echo/large", "text/plain", bytes.NewReader(large))
        			if err != nil {
        				panic(err)
        			}
        			at := 0
        			part := make([]byte, 65536)
        			for {
        				n, err := r.Body.Read(part)
        				if !bytes.Equal(part[:n], large[at:at+n]) {
        					panic("other bytes")
        				}
        				at += n
        				if err == io.EOF {
        					break
        				}
        				if err != nil {
        					panic(err)
        				}
        			}
        			if at == len(large) {
        				lock.Lock()
        				good++
        				lock.Unlock()
        			}
        		}()
        	}
        	wait.Wait()
        	fmt.Println(good)
        }
        """;
    Tool.Result go = GoProgram.run(source, tls.url(""), Integer.toString(large()));
    assertThat(go.output()).isEqualTo("HTTP/2.0 200 3000000 <nil>\n50\n100\n");
  }

  @Test
  void nodesClientSpeaksHttp2() throws Exception {
    Path program = folder.resolve("client.js");
    Files.writeString(
        program,
        """
        const http2 = require('http2');
        const client = http2.connect(process.argv[2], { rejectUnauthorized: false });
        client.on('error', e => { console.log(e); process.exit(1); });
        const request = client.request({ ':method': 'POST', ':path': '/echo' });
        let size = 0;
        request.on('response', headers => console.log(headers[':status']));
        request.on('data', part => { size += part.length; });
        request.on('end', () => { console.log(size); client.close(); });
        request.end(Buffer.alloc(500000, 'z'));
        """);
    for (ExampleProcess server : List.of(clear, tls)) {
      Tool.Result result = Tool.run("node", program.toString(), server.url(""));
      assertThat(result.output()).isEqualTo("200\n500000\n");
    }
  }

  @Test
  void javasOwnClientSpeaksHttp2() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(AnyCertificate.context()).build()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create(tls.url("/echo")))
                  .POST(BodyPublishers.ofString("x".repeat(500_000)))
                  .build(),
              BodyHandlers.ofString());
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(response.body()).isEqualTo("x".repeat(500_000));
      // In clear text it offers an upgrade, which is not taken.
      HttpResponse<String> upgrade =
          client.send(
              HttpRequest.newBuilder(URI.create(clear.url("/"))).build(), BodyHandlers.ofString());
      assertThat(upgrade.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(upgrade.body()).isEqualTo("Covet conformance\n");
    }
  }

  @Test
  void okHttpMovesLargeBodiesBothWaysAtOnce() throws Exception {
    OkHttpClient prior =
        new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();
    OkHttpClient secure =
        new OkHttpClient.Builder()
            .sslSocketFactory(AnyCertificate.context().getSocketFactory(), new AnyCertificate())
            .hostnameVerifier((host, session) -> true)
            .build();
    move(prior, clear.url("/echo/large"), large());
    move(secure, tls.url("/echo/large"), large());
  }

  /** Above the transport all is the same: 10 MiB over one of them, and many windows over others. */
  private int large() {
    return transport.equals("io_uring") ? 10 << 20 : 1 << 20;
  }

  // It reads an answer only when it has sent the request: all that is on the way is in its memory.
  private static void move(OkHttpClient client, String url, int size) throws Exception {
    int streams = 10;
    client.dispatcher().setMaxRequestsPerHost(streams);
    byte[] sent = new byte[size];
    new Random(7).nextBytes(sent);
    RequestBody body = RequestBody.create(sent, MediaType.get("application/octet-stream"));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> exchange = () -> comesBack(client, url, body, sent);
      List<Future<Boolean>> all =
          threads.invokeAll(java.util.Collections.nCopies(streams, exchange));
      for (Future<Boolean> one : all) {
        assertThat(one.get()).isTrue();
      }
    }
    assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
    client.connectionPool().evictAll();
    client.dispatcher().executorService().close();
  }

  private static boolean comesBack(OkHttpClient client, String url, RequestBody body, byte[] sent)
      throws Exception {
    Request request = new Request.Builder().url(url).post(body).build();
    try (Response response = client.newCall(request).execute();
        InputStream in = response.body().byteStream()) {
      int at = 0;
      byte[] part = new byte[64 << 10];
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        if (!Arrays.equals(part, 0, n, sent, at, at + n)) {
          return false;
        }
        at += n;
      }
      return at == sent.length && response.protocol() != Protocol.HTTP_1_1;
    }
  }

  @Test
  void chromiumShowsAPageByHttp2() throws Exception {
    Tool.Result result =
        Tool.run(
            "chromium",
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--ignore-certificate-errors",
            "--user-data-dir=" + folder.resolve("profile"),
            "--log-net-log=" + folder.resolve("net.json"),
            "--dump-dom",
            tls.url("/"));
    assertThat(result.output()).contains("Covet conformance");
    assertThat(Files.readString(folder.resolve("net.json")))
        .contains("\"negotiated_protocol\":\"h2\"");
  }
}
