package main

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

type Item struct {
	Sku   string  `json:"sku"`
	Qty   int     `json:"qty"`
	Price float64 `json:"price"`
}
type Order struct {
	Customer struct {
		Name  string `json:"name"`
		Email string `json:"email"`
	} `json:"customer"`
	Items []Item `json:"items"`
	Note  string `json:"note"`
}
type Answer struct {
	ID     int64   `json:"id"`
	Total  float64 `json:"total"`
	Count  int     `json:"count"`
	Expand bool    `json:"expand"`
	Items  []Item  `json:"items"`
}
type Message struct {
	Message string `json:"message"`
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
func bad(w http.ResponseWriter, m string) { http.Error(w, m, http.StatusUnprocessableEntity) }

func order(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		bad(w, "id")
		return
	}
	q := r.URL.Query()
	expand, limit := false, 10
	if s := q.Get("expand"); s != "" {
		if expand, err = strconv.ParseBool(s); err != nil {
			bad(w, "expand")
			return
		}
	}
	if s := q.Get("limit"); s != "" {
		if limit, err = strconv.Atoi(s); err != nil || limit < 1 || limit > 100 {
			bad(w, "limit must be 1..100")
			return
		}
	}
	var o Order
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&o); err != nil {
		bad(w, "body")
		return
	}
	if o.Customer.Name == "" || !strings.Contains(o.Customer.Email, "@") || len(o.Items) == 0 {
		bad(w, "customer")
		return
	}
	total := 0.0
	for _, i := range o.Items {
		if i.Qty < 1 {
			bad(w, "qty must be at least 1")
			return
		}
		total += float64(i.Qty) * i.Price
	}
	n := len(o.Items)
	writeJSON(w, Answer{id, total, n, expand, o.Items[:min(limit, n)]})
}

func requestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get("X-Request-Id")
		if id == "" {
			var b [16]byte
			rand.Read(b[:])
			id = hex.EncodeToString(b[:])
		}
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r)
	})
}

type timed struct {
	http.ResponseWriter
	start time.Time
	wrote bool
}

func (t *timed) mark() {
	if !t.wrote {
		t.wrote = true
		t.Header().Set("X-Response-Time", strconv.FormatInt(time.Since(t.start).Microseconds(), 10)+"us")
	}
}
func (t *timed) WriteHeader(c int)           { t.mark(); t.ResponseWriter.WriteHeader(c) }
func (t *timed) Write(b []byte) (int, error) { t.mark(); return t.ResponseWriter.Write(b) }
func timing(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(&timed{ResponseWriter: w, start: time.Now()}, r)
	})
}
func auth(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer test" {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

var upgrader websocket.Upgrader

func echo(w http.ResponseWriter, r *http.Request) {
	c, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer c.Close()
	for {
		kind, text, err := c.ReadMessage()
		if err != nil || c.WriteMessage(kind, text) != nil {
			return
		}
	}
}

func main() {
	runtime.GOMAXPROCS(1)
	api := http.NewServeMux()
	for _, n := range strings.Fields("users products carts invoices payments shipments reviews categories coupons suppliers warehouses returns tickets sessions") {
		ok := func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(r.PathValue("id"))) }
		api.HandleFunc("GET /api/"+n, ok)
		api.HandleFunc("POST /api/"+n, ok)
		api.HandleFunc("GET /api/"+n+"/{id}", ok)
		api.HandleFunc("DELETE /api/"+n+"/{id}", ok)
	}
	api.HandleFunc("POST /api/orders/{id}", order)
	mux := http.NewServeMux()
	hello := []byte("Hello, World!")
	mux.HandleFunc("GET /plaintext", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Server", "go")
		w.Header().Set("Content-Type", "text/plain")
		w.Write(hello)
	})
	mux.HandleFunc("GET /json", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Server", "go")
		writeJSON(w, Message{"Hello, World!"})
	})
	mux.HandleFunc("GET /echo", echo)
	mux.Handle("GET /files/", http.StripPrefix("/files/", http.FileServer(http.Dir(os.Getenv("PEERS_FILES")))))
	mux.Handle("/api/", requestID(timing(auth(api))))
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	protocols.SetUnencryptedHTTP2(true)
	server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT"), Handler: mux, Protocols: &protocols}
	panic(server.ListenAndServe())
}
