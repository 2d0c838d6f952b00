<?php
// Sends an SMS by Wasambazie's API, and follows it to its end.
//
//   WASAMBAZIE_API_PUBLIC_KEY=… WASAMBAZIE_API_SECRET_KEY=… php examples/wasambazie/send.php +255712345678 'Hello'

$url = (getenv('NJIWA_URL') ?: 'http://127.0.0.1:8080') . '/wasambazie';
$sender = getenv('WASAMBAZIE_SENDER') ?: 'MYBRAND';
$to = $argv[1] ?? '+255712345678';
$text = $argv[2] ?? 'Hello from PHP';
$headers = [
    'X-API-PUBLIC-KEY: ' . getenv('WASAMBAZIE_API_PUBLIC_KEY'),
    'X-API-SECRET-KEY: ' . getenv('WASAMBAZIE_API_SECRET_KEY'),
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
    if ($method === 'GET' && $status === 404) {
        return null; // the batch is still under way
    }
    if ($status >= 300) {
        throw new RuntimeException("$status $answer");
    }
    return json_decode($answer, true);
}

$sent = call('POST', '/v1/sms/send', ['to_number' => $to, 'message' => $text, 'sender_id' => $sender]);
$id = $sent['message_batch_id'];
do {
    usleep(500_000);
    $asked = call('GET', "/v1/sms/delivery-reports/$id");
    $state = $asked['messages'][0]['status'] ?? null;
} while (!in_array($state, ['delivered', 'failed'], true));
echo "$to $state\n";
exit($state === 'delivered' ? 0 : 1);
