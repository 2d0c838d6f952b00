<?php
// Sends an SMS by Njiwa's own API, and follows it to its end.
//
//   NJIWA_TOKEN=… php examples/native/send.php +254712345678 'Hello'

$url = (getenv('NJIWA_URL') ?: 'http://127.0.0.1:8080') . '/v1';
$sender = getenv('NJIWA_SENDER') ?: 'MyApp';
$to = $argv[1] ?? '+254712345678';
$text = $argv[2] ?? 'Hello from PHP';
$headers = [
    'Authorization: Bearer ' . getenv('NJIWA_TOKEN'),
    'Content-Type: application/json',
    // Whoever repeats a send after a lost connection does it with the same key: nothing is sent twice.
    'Idempotency-Key: ' . bin2hex(random_bytes(16)),
];

function call(string $method, string $path, ?array $body = null): ?array
{
    global $url, $headers;
    $curl = curl_init($url . $path);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_HTTPHEADER => $headers,
        CURLOPT_RETURNTRANSFER => true,
    ]);
    if ($body !== null) {
        curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($body));
    }
    $answer = curl_exec($curl);
    if ($answer === false) {
        throw new RuntimeException(curl_error($curl));
    }
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($status >= 300) {
        throw new RuntimeException("$status $answer");
    }
    return json_decode($answer, true);
}

$sent = call('POST', '/requests', ['to' => [$to], 'text' => $text, 'sender' => $sender]);
$id = $sent['id'];
do {
    usleep(500_000);
    $asked = call('GET', "/requests/$id");
    $state = $asked['messages'][0]['state'];
} while (!in_array($state, ['delivered', 'failed'], true));
echo "$to $state\n";
exit($state === 'delivered' ? 0 : 1);
