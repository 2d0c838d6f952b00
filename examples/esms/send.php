<?php
// Sends an SMS by eSMS Africa's API, and follows it to its end.
//
//   ESMS_API_TOKEN=… php examples/esms/send.php +254712345678 'Hello'

$url = (getenv('NJIWA_URL') ?: 'http://127.0.0.1:8080') . '/esms';
$sender = getenv('ESMS_SENDER') ?: 'MyApp';
$to = $argv[1] ?? '+254712345678';
$text = $argv[2] ?? 'Hello from PHP';
$headers = [
    'Authorization: Bearer ' . getenv('ESMS_API_TOKEN'),
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

$sent = call('POST', '/api/messages/send', ['to' => $to, 'text' => $text, 'sender_id' => $sender]);
$id = $sent['id'];
do {
    usleep(500_000);
    $asked = call('GET', "/api/messages/$id");
    $state = $asked['status'];
} while (!in_array($state, ['delivered', 'failed'], true));
echo "$to $state\n";
exit($state === 'delivered' ? 0 : 1);
